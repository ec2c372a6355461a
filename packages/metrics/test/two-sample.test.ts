import { createContainer, Metric, randomStream, Registry, type MetricContext } from '@partita/core';
import { gaussian } from '@partita/datasets';
import { c2st, energyDistance, metricsPlugin, mmd, slicedWasserstein } from '@partita/metrics';
import { describeMetric } from '@partita/testing';
import { describe, expect, it } from 'vitest';
import { contextOf, deviation, mean } from './context.ts';

const METRICS = {
  mmd: () => mmd({ bandwidths: [1], rows: 1000 }),
  'energy-distance': () => energyDistance({ rows: 1000 }),
  'sliced-wasserstein': () => slicedWasserstein({ directions: 8, rows: 1000 }),
  c2st: () => c2st({ neighbours: null, rows: 1000 }),
} satisfies Record<string, () => Metric>;

for (const [name, make] of Object.entries(METRICS)) describeMetric(name, make);
describeMetric('mmd with the median distance', () => mmd({ bandwidths: null, rows: 500 }));

/** Test rows of N(0, I), samples of N(shift, I). */
function shifted(shift: readonly number[], count: number, seed = 0, samples = count): MetricContext {
  const dimension = shift.length;
  const normals = (purpose: string, rows: number) => randomStream(seed, purpose).normals(new Float32Array(rows * dimension));
  return contextOf({
    dataset: gaussian({ mean: shift.map(() => 0), variance: 1 }),
    rows: normals('rows', count),
    samples: normals('samples', samples).map((value, i) => value + shift[i % dimension]!),
    seed,
  });
}

const measure = async (metric: Metric, context: MetricContext) => (await metric.measure(context))!;

describe.each(Object.entries(METRICS))('%s of equal distributions', (name, make) => {
  const nought = name === 'c2st' ? 0.5 : 0;

  it.each([1, 2, 3, 4, 5])('is nought within its error, seed %d', async (seed) => {
    const { value, standardError } = await measure(make(), shifted([0, 0], 500, seed));
    expect(standardError).toBeGreaterThan(0);
    expect(Math.abs(value - nought)).toBeLessThan(4 * standardError);
  });

  it('is nought on average, and its standard error does not claim too much', async () => {
    const runs = await Promise.all(Array.from({ length: 60 }, (_, seed) => measure(make(), shifted([0, 0], 60, seed + 10, 90))));
    const spread = deviation(runs.map(({ value }) => value));
    const claimed = Math.sqrt(mean(runs.map(({ standardError }) => standardError ** 2)));
    expect(Math.abs(mean(runs.map(({ value }) => value)) - nought)).toBeLessThan((4 * spread) / Math.sqrt(60));
    expect(claimed / spread).toBeGreaterThan(0.85);
    expect(claimed / spread).toBeLessThan(2);
  });
});

const folded = (mu: number, sigma: number): number =>
  sigma * Math.sqrt(2 / Math.PI) * Math.exp(-0.5 * (mu / sigma) ** 2) + mu * (1 - 2 * phi(-mu / sigma));
/** Φ by its integral. */
const phi = (x: number): number => {
  const h = x / 2000;
  let sum = 0;
  for (let i = 0; i < 2000; i++) sum += Math.exp(-0.5 * ((i + 0.5) * h) ** 2);
  return 0.5 + (sum * h) / Math.sqrt(2 * Math.PI);
};

describe('of shifted Gaussians', () => {
  const shift = [0.8, -0.6]; // of length 1

  it.each([
    ['mmd', METRICS.mmd, 2 * (1 / 3) * (1 - Math.exp(-1 / 6)), shift],
    [
      'mmd of two bandwidths',
      () => mmd({ bandwidths: [1, 2], rows: 1000 }),
      (1 / 3) * (1 - Math.exp(-1 / 6)) + (4 / 6) * (1 - Math.exp(-1 / 12)),
      shift,
    ],
    ['energy-distance', METRICS['energy-distance'], 2 * (folded(1, Math.SQRT2) - folded(0, Math.SQRT2)), [1]],
    ['sliced-wasserstein', METRICS['sliced-wasserstein'], 0.5, shift],
    ['sliced-wasserstein on a line', METRICS['sliced-wasserstein'], 1, [1]],
  ] as const)('%s is the closed form', async (_, make, expected, by) => {
    const { value, standardError } = await measure(make(), shifted(by, 1000));
    expect(Math.abs(value - expected)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.15 * expected);
  });

  it.each([
    ['mmd', METRICS.mmd, 2 * (1 / 3) * (1 - Math.exp(-1 / 6))],
    ['sliced-wasserstein', METRICS['sliced-wasserstein'], 0.5],
  ] as const)('%s has no bias, and a standard error that is its spread', async (_, make, expected) => {
    const runs = await Promise.all(Array.from({ length: 60 }, (__, seed) => measure(make(), shifted(shift, 80, seed, 120))));
    const spread = deviation(runs.map(({ value }) => value));
    const claimed = Math.sqrt(mean(runs.map(({ standardError }) => standardError ** 2)));
    expect(Math.abs(mean(runs.map(({ value }) => value)) - expected)).toBeLessThan((4 * spread) / Math.sqrt(60));
    expect(claimed / spread).toBeGreaterThan(0.75);
    expect(claimed / spread).toBeLessThan(1.5);
  });

  it.each([0.5, 1, 2, 4])('c2st comes near the best accuracy there is, Φ(½·shift), at a shift of %d', async (length) => {
    const { value, standardError } = await measure(c2st({ neighbours: null, rows: 2000 }), shifted([0.8 * length, -0.6 * length], 2000));
    expect(value).toBeLessThan(phi(length / 2) + 4 * standardError);
    expect(value).toBeGreaterThan(phi(length / 2) - 4 * standardError - 0.02);
  });

  it('c2st is 1 where they never meet, whatever the units of a coordinate', async () => {
    const context = shifted([50, 0], 200);
    const [rows, samples] = [await context.testRows(), await context.samples()];
    const stretched = (values: Float32Array) => values.map((value, i) => (i % 2 === 1 ? 1e6 * value : value));
    const scaled = { ...context, testRows: () => Promise.resolve(stretched(rows)), samples: () => Promise.resolve(stretched(samples)) };
    expect((await measure(METRICS.c2st(), scaled)).value).toBe(1);
  });

  it('mmd grows with the shift at the median distance', async () => {
    const [near, far] = [
      await measure(mmd({ bandwidths: null, rows: 500 }), shifted(shift, 500)),
      await measure(mmd({ bandwidths: null, rows: 500 }), shifted([3, 0], 500)),
    ];
    expect(far.value).toBeGreaterThan(3 * near.value);
  });
});

describe('the metrics of samples', () => {
  const container = createContainer(new Registry([metricsPlugin]));

  it.each(Object.keys(METRICS))('%s says what it needs', async (kind) => {
    const metric = container.build(Metric, kind);
    expect(metric.name).toBe(kind);
    await expect(metric.measure(shifted([0, 0], 100, 0, 4))).rejects.toThrow(
      `'${kind}' compares at least 16 samples, got 4; raise evaluation.samples`,
    );
    await expect(metric.measure(shifted([0, 0], 4, 0, 100))).rejects.toThrow('at least 16 test rows, got 4; raise evaluation.points');
  });

  it('refuse neighbours that are even, or more than there are', async () => {
    expect(() => container.build(Metric, { kind: 'c2st', neighbours: 4 })).toThrow(/neighbours.*odd/);
    await expect(c2st({ neighbours: 41, rows: 100 }).measure(shifted([0, 0], 20))).rejects.toThrow(
      'asks 41 neighbours of 20 rows; choose neighbours up to 19.',
    );
  });

  it.each(Object.entries(METRICS))('%s looks at no more rows than it is told to', async (kind) => {
    const few = await measure(container.build(Metric, { kind, rows: 64 }), shifted([0, 0], 500));
    const context = shifted([0, 0], 500);
    const cut = {
      ...context,
      testRows: async () => (await context.testRows()).subarray(0, 128),
      samples: async () => (await context.samples()).subarray(0, 128),
    };
    expect(few).toEqual(await measure(container.build(Metric, { kind, rows: 1000 }), cut));
  });
});
