import { createContainer, randomStream, Registry, TraceEstimator } from '@partita/core';
import { ExactTrace, HutchinsonTrace, HutchPlusPlusTrace, likelihoodPlugin } from '@partita/likelihood';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeTraceEstimator, referenceBackend } from '@partita/testing';
import { drawDirections } from '../src/directions.ts';

beforeAll(() => referenceBackend().start());

const container = createContainer(new Registry([likelihoodPlugin]));

for (const { kind } of container.registry.components('TraceEstimator'))
  describeTraceEstimator(kind, () => container.build(TraceEstimator, kind));
for (const spec of [
  { kind: 'hutchinson', probes: 1, distribution: 'gaussian' },
  { kind: 'hutch++', products: 15, repeats: 1 },
])
  describeTraceEstimator(JSON.stringify(spec), () => container.build(TraceEstimator, spec));

/** Estimates of tr A for x ↦ x·Aᵀ, over many rows with directions of their own. */
function estimatesOf(trace: TraceEstimator, matrix: readonly (readonly number[])[], rows: number, seed = 0): number[][] {
  const dimension = matrix.length;
  return tf.tidy(() => {
    const a = tf.tensor2d(matrix.map((row) => [...row]));
    const x = tf.zeros<tf.Rank.R2>([rows, dimension]);
    const directions = drawDirections(trace, { seed, first: 0, count: rows, dimension }) ?? tf.zeros<tf.Rank.R3>([0, rows, dimension]);
    return trace.apply((y) => tf.matMul(y, a, false, true), x, directions).traces.arraySync();
  });
}

const moments = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance };
};

const random = (n: number, m: number, seed: number): number[][] => {
  const stream = randomStream(seed, 'data');
  return Array.from({ length: n }, () => Array.from({ length: m }, () => stream.normal()));
};
const timesTransposed = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] =>
  a.map((row) => b.map((other) => row.reduce((sum, value, k) => sum + value * (other[k] as number), 0)));
const traceOf = (a: readonly (readonly number[])[]): number => a.reduce((sum, row, i) => sum + (row[i] as number), 0);

describe('Hutchinson', () => {
  const matrix = random(6, 6, 1);
  const symmetric = matrix.map((row, i) => row.map((value, j) => 0.5 * (value + (matrix[j]?.[i] as number))));
  const frobenius = symmetric.flat().reduce((sum, value) => sum + value * value, 0);
  const diagonal = symmetric.reduce((sum, row, i) => sum + (row[i] as number) ** 2, 0);
  const ROWS = 40_000;

  it.each([
    ['rademacher', 2 * (frobenius - diagonal)],
    ['gaussian', 2 * frobenius],
  ] as const)('has the mean and the variance of theory, %s', (distribution, variance) => {
    for (const probes of [1, 4]) {
      const found = moments(
        estimatesOf(new HutchinsonTrace({ probes, distribution }), matrix, ROWS / probes).map(
          (row) => row.reduce((sum, value) => sum + value, 0) / probes,
        ),
      );
      const expected = variance / probes;
      expect(Math.abs(found.mean - traceOf(matrix))).toBeLessThan(5 * Math.sqrt(expected / (ROWS / probes)));
      expect(Math.abs(found.variance / expected - 1)).toBeLessThan(0.1);
    }
  });

  it('has no variance at all for a multiple of the identity with signs, and 2Dc² with Gaussian directions', () => {
    const identity = Array.from({ length: 5 }, (_, i) => Array.from({ length: 5 }, (__, j) => (i === j ? -3 : 0)));
    expect(new Set(estimatesOf(new HutchinsonTrace({ probes: 2 }), identity, 500).flat())).toEqual(new Set([-15]));
    const { variance } = moments(estimatesOf(new HutchinsonTrace({ probes: 1, distribution: 'gaussian' }), identity, ROWS).flat());
    expect(Math.abs(variance / (2 * 5 * 9) - 1)).toBeLessThan(0.1);
  });

  it('has independent estimates side by side', () => {
    const rows = estimatesOf(new HutchinsonTrace({ probes: 2, distribution: 'gaussian' }), matrix, ROWS);
    const [first, second] = [0, 1].map((k) => rows.map((row) => row[k] as number)) as [number[], number[]];
    const [a, b] = [moments(first), moments(second)];
    const covariance = first.reduce((sum, value, i) => sum + (value - a.mean) * ((second[i] as number) - b.mean), 0) / ROWS;
    expect(Math.abs(covariance / Math.sqrt(a.variance * b.variance))).toBeLessThan(5 / Math.sqrt(ROWS));
  });
});

describe('Hutch++', () => {
  it('is exact where the rank is at most a third of the products', () => {
    const [left, right] = [random(12, 2, 3), random(12, 2, 4)];
    const lowRank = timesTransposed(left, right);
    for (const row of estimatesOf(new HutchPlusPlusTrace({ products: 6, repeats: 2 }), lowRank, 200))
      for (const value of row) expect(Math.abs(value - traceOf(lowRank))).toBeLessThan(2e-3);
  });

  it('is unbiased for any matrix', () => {
    const matrix = random(8, 8, 5);
    const { mean, variance } = moments(estimatesOf(new HutchPlusPlusTrace({ products: 6, repeats: 1 }), matrix, 5000).flat());
    expect(Math.abs(mean - traceOf(matrix))).toBeLessThan(5 * Math.sqrt(variance / 5000));
  });

  it('beats Hutchinson at equal products where the spectrum decays, and its error falls faster', () => {
    // A = B·diag(1/k²)·Bᵀ with nearly orthogonal columns of B: positive semi-definite.
    const n = 24;
    const basis = random(n, n, 6).map((row) => row.map((value) => value / Math.sqrt(n)));
    const matrix = timesTransposed(
      basis.map((row) => row.map((value, k) => value / (k + 1) ** 2)),
      basis,
    );
    const errorOf = (trace: TraceEstimator): number => {
      const values = estimatesOf(trace, matrix, 300).map((row) => row.reduce((sum, value) => sum + value, 0) / row.length);
      return Math.sqrt(values.reduce((sum, value) => sum + (value - traceOf(matrix)) ** 2, 0) / values.length);
    };
    const plain = [6, 24].map((probes) => errorOf(new HutchinsonTrace({ probes }))) as [number, number];
    const plus = [6, 24].map((products) => errorOf(new HutchPlusPlusTrace({ products, repeats: 1 }))) as [number, number];
    expect(plus[0]).toBeLessThan(plain[0]);
    expect(plain[0] / plain[1]).toBeCloseTo(2, 0);
    expect(plus[0] / plus[1]).toBeGreaterThan(4);
  });
});

it('the exact trace needs no directions', () => {
  const trace = new ExactTrace();
  expect(drawDirections(trace, { seed: 0, first: 0, count: 3, dimension: 2 })).toBeUndefined();
});

it('refuses a number of products that is no multiple of three', () => {
  expect(() => container.build(TraceEstimator, { kind: 'hutch++', products: 7 })).toThrow(/products.*multiple of 3/);
});
