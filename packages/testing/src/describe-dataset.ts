import { describe, expect, it } from 'vitest';
import type { BatchRequest, Dataset, ExactDensity } from '@partita/core';

const ROWS = 4096;

/**
 * The contract of a `Dataset`. `make` is called while tests are collected, and for each test; every call must give the same set,
 * with at least a few hundred distinct rows. A set with an exact density is also checked against its own draws.
 */
export function describeDataset(name: string, make: () => Dataset): void {
  const request: BatchRequest = { split: 'train', seed: 7, index: 0, size: 100 };

  describe(`${name} as a Dataset`, () => {
    it('gives finite rows of the stated shape', async () => {
      const set = make();
      expect(set.shape.length).toBeGreaterThan(0);
      expect(set.shape.every((size) => Number.isInteger(size) && size > 0)).toBe(true);
      for (const split of ['train', 'test'] as const)
        for (const size of [1, 100]) {
          const batch = await set.batch({ ...request, split, size });
          expect(batch).toBeInstanceOf(Float32Array);
          expect(batch.length).toBe(size * widthOf(set));
          expect(batch.every(Number.isFinite)).toBe(true);
        }
    });

    it('gives a batch as a function of its request alone', async () => {
      const set = make();
      const first = await set.batch({ ...request, index: 3 });
      const copy = first.slice();
      first.fill(0);
      await set.batch({ ...request, index: 4, seed: 8 });
      await set.batch({ ...request, split: 'test' });
      expect(await set.batch({ ...request, index: 3 })).toEqual(copy);
      expect(await make().batch({ ...request, index: 3 })).toEqual(copy);
    });

    it('gives other training rows for another index and another seed', async () => {
      const set = make();
      const batches = [request, { ...request, index: 1 }, { ...request, seed: 8 }].map((one) => set.batch(one));
      const [a, b, c] = await Promise.all(batches);
      expect(b).not.toEqual(a);
      expect(c).not.toEqual(a);
      expect(c).not.toEqual(b);
    });

    it('never shares a row between training and test', async () => {
      const set = make();
      const rows = async (split: 'train' | 'test'): Promise<string[]> => {
        const batches = await Promise.all([0, 1, 2].map((index) => set.batch({ ...request, split, index })));
        return batches.flatMap((batch) => rowsOf(batch, widthOf(set)).map((row) => row.join()));
      };
      const trained = new Set(await rows('train'));
      expect((await rows('test')).filter((row) => trained.has(row))).toEqual([]);
    });

    const { exact, shape } = make();
    if (exact) describeExact(make, shape.length === 1 && shape[0] === 2);
  });
}

function describeExact(make: () => Dataset, isPlane: boolean): void {
  it('has the stated entropy: the mean of −log p over test rows', async () => {
    const { set, exact, rows } = await drawn(make, 4 * ROWS);
    const surprise = exact.logDensity(rows, 1, 0).map((value) => -value);
    const { mean, standardError } = meanOf(surprise);
    expect(surprise.length).toBe(rows.length / widthOf(set));
    expect(Math.abs(mean - exact.entropy)).toBeLessThan(5 * standardError + 1e-3);
  });

  it('has the density of noised draws: p(y) is the mean of N(y; α·x₀, σ²) over rows x₀', async () => {
    const { set, exact, rows, spread } = await drawn(make, ROWS);
    const width = widthOf(set);
    const clean = rowsOf(rows, width);
    for (const [alpha, sigma] of [
      [0.95, 0.4 * spread],
      [0.3, 0.8 * spread],
    ] as const) {
      const at = clean.slice(0, 16).map((row, i) => row.map((value, axis) => alpha * value + sigma * wave(i, axis)));
      const claimed = exact.logDensity(at.flat(), alpha, sigma);
      at.forEach((y, i) => {
        const kernel = Float64Array.from(clean, (x0) => normalDensity(y, x0, alpha, sigma));
        const { mean, standardError } = meanOf(kernel);
        expect(Math.abs(Math.exp(claimed[i] as number) - mean)).toBeLessThan(6 * standardError);
      });
    }
  });

  it('has finite log densities far away, which fall with the distance', async () => {
    const { set, exact, spread } = await drawn(make, ROWS);
    const far = [1e2, 1e3, 1e4].flatMap((distance) => new Array<number>(widthOf(set)).fill(distance * spread));
    const [near, farther, farthest] = exact.logDensity(far, 0.9, 0.5 * spread) as unknown as [number, number, number];
    expect(Number.isFinite(farthest)).toBe(true);
    expect(farther).toBeLessThan(near);
    expect(farthest).toBeLessThan(farther);
  });

  if (isPlane)
    it('has a density that integrates to 1 once noised', async () => {
      const { exact, rows, spread } = await drawn(make, ROWS);
      const [alpha, sigma] = [0.8, 0.2 * spread];
      const step = 0.6 * sigma;
      const [xs, ys] = [0, 1].map((axis) => {
        const values = rows.filter((_, i) => i % 2 === axis).map((value) => alpha * value);
        const margin = 6 * sigma + 2 * spread;
        const [low, high] = [values.reduce((a, b) => Math.min(a, b)) - margin, values.reduce((a, b) => Math.max(a, b)) + margin];
        return Array.from({ length: Math.ceil((high - low) / step) }, (_, i) => low + i * step);
      }) as [number[], number[]];
      const grid = xs.flatMap((x) => ys.flatMap((y) => [x, y]));
      const total = exact.logDensity(grid, alpha, sigma).reduce((sum, value) => sum + Math.exp(value), 0) * step * step;
      expect(Math.abs(total - 1)).toBeLessThan(1e-4);
    });
}

async function drawn(
  make: () => Dataset,
  size: number,
): Promise<{ set: Dataset; exact: ExactDensity; rows: Float32Array; spread: number }> {
  const set = make();
  const rows = await set.batch({ split: 'test', seed: 11, index: 0, size });
  const width = widthOf(set);
  const spreads = Array.from({ length: width }, (_, axis) => deviation(rows.filter((__, i) => i % width === axis)));
  return { set, exact: set.exact as ExactDensity, rows, spread: Math.max(...spreads) };
}

const widthOf = (set: Dataset): number => set.shape.reduce((product, size) => product * size, 1);

const rowsOf = (values: Float32Array, width: number): number[][] =>
  Array.from({ length: values.length / width }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]);

/** Numbers of either sign, up to 1.5, without pattern. */
const wave = (i: number, axis: number): number => 1.5 * Math.sin(12.9898 * (i + 1) + 78.233 * (axis + 1));

/** N(y; α·x₀, σ²). */
function normalDensity(y: readonly number[], x0: readonly number[], alpha: number, sigma: number): number {
  const squares = y.reduce((sum, value, axis) => sum + ((value - alpha * (x0[axis] as number)) / sigma) ** 2, 0);
  return Math.exp(-0.5 * squares) / (Math.sqrt(2 * Math.PI) * sigma) ** y.length;
}

function meanOf(values: Float64Array): { mean: number; standardError: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (values.length - 1) / values.length) };
}

const deviation = (values: Float32Array): number => meanOf(Float64Array.from(values)).standardError * Math.sqrt(values.length);
