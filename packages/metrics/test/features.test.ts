import { createContainer, Metric, randomStream, Registry, type MetricContext } from '@partita/core';
import { gaussian } from '@partita/datasets';
import { frechetFeatures, kernelFeatures, metricsPlugin, pixels, randomProjection } from '@partita/metrics';
import { describeFeatureMap, describeMetric } from '@partita/testing';
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { gaussianOf, squaredFrechet } from '../src/two-sample/frechet.ts';
import { contextOf, deviation, mean } from './context.ts';

const METRICS = {
  'frechet-features': () => frechetFeatures({ features: pixels, rows: 1000 }),
  'kernel-features': () => kernelFeatures({ features: pixels, rows: 500, degree: 3 }),
};
for (const [name, make] of Object.entries(METRICS)) describeMetric(name, make);

describeFeatureMap('pixels', () => pixels);
describeFeatureMap('random-projection', () => randomProjection({ dimension: 6, seed: 0 }));
describeFeatureMap('random-projection to more numbers than there are', () => randomProjection({ dimension: 40, seed: 1 }));

interface Line {
  readonly mean: readonly number[];
  /** Standard deviation of each coordinate. */
  readonly sigma: readonly number[];
}

/** Test rows of N(0, I), samples of another Gaussian. */
function against({ mean: centre, sigma }: Line, count: number, seed = 0): MetricContext {
  const dimension = centre.length;
  const normals = (purpose: string) => randomStream(seed, purpose).normals(new Float32Array(count * dimension));
  return contextOf({
    dataset: gaussian({ mean: centre.map(() => 0), variance: 1 }),
    rows: normals('rows'),
    samples: normals('samples').map((value, i) => centre[i % dimension]! + sigma[i % dimension]! * value),
    seed,
  });
}

const measure = async (metric: Metric, context: MetricContext) => (await metric.measure(context))!;
const alike = (dimension: number): Line => ({ mean: new Array<number>(dimension).fill(0), sigma: new Array<number>(dimension).fill(1) });

describe('the Fréchet distance', () => {
  it('of Gaussians that share their axes is Σ (m − m′)² + (s − s′)²', () => {
    const a = { mean: Float64Array.of(1, 2, -1), covariance: Matrix.diag([4, 0.25, 0]) };
    const b = { mean: Float64Array.of(0, 2, 1), covariance: Matrix.diag([1, 1, 9]) };
    expect(squaredFrechet(a, b)).toBeCloseTo(1 + 4 + 1 + 0.25 + 9, 10);
    expect(squaredFrechet(b, a)).toBeCloseTo(squaredFrechet(a, b), 10);
    expect(squaredFrechet(a, a)).toBeCloseTo(0, 10);
  });

  it('of any two in the plane has tr (C·C′)^½ = √(tr C·C′ + 2·√(det C·det C′))', () => {
    const [c, d] = [new Matrix([[2, 0.9], [0.9, 1]]), new Matrix([[0.5, -0.3], [-0.3, 3]])]; // prettier-ignore
    const det = (m: Matrix) => m.get(0, 0) * m.get(1, 1) - m.get(0, 1) * m.get(1, 0);
    const overlap = Math.sqrt(c.mmul(d).trace() + 2 * Math.sqrt(det(c) * det(d)));
    const at = (covariance: Matrix) => ({ mean: new Float64Array(2), covariance });
    expect(squaredFrechet(at(c), at(d))).toBeCloseTo(c.trace() + d.trace() - 2 * overlap, 10);
  });

  it('takes the moments of rows, with n − 1', () => {
    const { mean: centre, covariance } = gaussianOf(Float32Array.of(0, 0, 2, 4, 4, 2), 2);
    expect([...centre]).toEqual([2, 2]);
    expect(covariance.to2DArray()).toEqual([
      [4, 2],
      [2, 4],
    ]);
  });

  it.each([
    [{ mean: [0.8, -0.6], sigma: [1, 1] }, 1],
    [{ mean: [0, 0, 0], sigma: [1.5, 1, 0.5] }, 0.5],
    [{ mean: [1], sigma: [2] }, 2],
  ] as const)('of samples %j is the closed form', async (line, expected) => {
    const { value, standardError, parts } = await measure(frechetFeatures({ features: pixels, rows: 4000 }), against(line, 4000));
    expect(Math.abs(value - expected)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.15 * expected);
    expect(parts!.reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(value, 12);
  });

  it('has next to no bias where the plain one has much, and an error that is its spread', async () => {
    const runs = await Promise.all(
      Array.from({ length: 40 }, (_, seed) => measure(frechetFeatures({ features: pixels, rows: 400 }), against(alike(6), 160, seed))),
    );
    const values = runs.map(({ value }) => value);
    const plain = mean(runs.map(({ parts }) => parts![0]!.value));
    const spread = deviation(values);
    expect(plain).toBeGreaterThan(0.1); // about (D + D(D + 1)/4)/80 for equal Gaussians
    expect(Math.abs(mean(values))).toBeLessThan(0.1 * plain + (4 * spread) / Math.sqrt(40));
    const claimed = Math.sqrt(mean(runs.map(({ standardError }) => standardError ** 2)));
    expect(claimed / spread).toBeGreaterThan(0.6);
    expect(claimed / spread).toBeLessThan(2);
  });
});

describe('the polynomial kernel', () => {
  // (xy + 1)^3 has the features 1, √3·x, √3·x², x³: of N(0, 1) and N(1, 1) they differ by 1, 1 and 4.
  it.each([
    [1, [1], 1],
    [3, [1], 3 + 3 + 16],
    [1, [0.8, -0.6], 0.5],
  ] as const)('of degree %d sees a shift of %j as the moments do', async (degree, shift, expected) => {
    const line = { mean: shift, sigma: shift.map(() => 1) };
    const { value, standardError } = await measure(kernelFeatures({ features: pixels, rows: 1000, degree }), against(line, 1000));
    expect(Math.abs(value - expected)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.2 * expected);
  });

  it('sees a wider spread from degree 2 on', async () => {
    const wide = against({ mean: [0], sigma: [2] }, 1000);
    const blind = await measure(kernelFeatures({ features: pixels, rows: 1000, degree: 1 }), wide);
    expect(Math.abs(blind.value)).toBeLessThan(4 * blind.standardError);
    const { value, standardError } = await measure(kernelFeatures({ features: pixels, rows: 1000, degree: 2 }), wide);
    expect(Math.abs(value - 9)).toBeLessThan(4 * standardError); // (4 − 1)²
  });

  it('is nought on average where samples and rows are alike, and its error does not claim too much', async () => {
    const runs = await Promise.all(
      Array.from({ length: 60 }, (_, seed) => measure(METRICS['kernel-features'](), against(alike(4), 80, seed))),
    );
    const values = runs.map(({ value }) => value);
    expect(Math.abs(mean(values))).toBeLessThan((4 * deviation(values)) / Math.sqrt(60));
    const claimed = Math.sqrt(mean(runs.map(({ standardError }) => standardError ** 2)));
    expect(claimed / deviation(values)).toBeGreaterThan(0.8);
  });
});

describe('a random projection', () => {
  it('keeps lengths where it has as many directions as there are coordinates', async () => {
    const rows = randomStream(1, 'rows').normals(new Float32Array(12));
    const { values } = await randomProjection({ dimension: 12, seed: 5 }).features(rows, { shape: [2, 2, 3] });
    const length = (vector: Float32Array) => Math.hypot(...vector);
    expect(length(values)).toBeCloseTo(length(rows), 4);
  });

  it('is another for another seed', async () => {
    const rows = Float32Array.of(1, 2, 3, 4);
    const [one, other] = await Promise.all([0, 1].map((seed) => randomProjection({ dimension: 2, seed }).features(rows, { shape: [4] })));
    expect(one!.values).not.toEqual(other!.values);
  });
});

describe('as components', () => {
  const container = createContainer(new Registry([metricsPlugin]));

  it.each(Object.keys(METRICS))('%s measures in a random projection unless it is told otherwise', async (kind) => {
    const context = against({ mean: [1, 0, 0], sigma: [1, 1, 1] }, 60);
    const projected = await measure(container.build(Metric, kind), context);
    const plain = await measure(container.build(Metric, { kind, features: 'pixels' }), context);
    expect(projected.value).not.toBe(plain.value);
    expect(plain.value).toBeGreaterThan(0);
    await expect(container.build(Metric, kind).measure(against(alike(2), 4))).rejects.toThrow(`'${kind}' compares at least 16 samples`);
  });
});
