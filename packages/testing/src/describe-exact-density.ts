import { expect, it } from 'vitest';
import type { Dataset, ExactDensity } from '@partita/core';
import { describeExactScore } from './describe-exact-score.ts';
import { meanOf, rowsOf, widthOf } from './rows.ts';

const ROWS = 4096;

/** What is known of a distribution must agree with its draws. `make` as in `describeDataset`. */
export function describeExactDensity(make: () => Dataset, isPlane: boolean): void {
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

  if (make().exact?.gaussians)
    it('is the mixture of Gaussians that it says it is', async () => {
      const { set, exact, rows, spread } = await drawn(make, 100);
      const terms = exact.gaussians ?? [];
      const [alpha, sigma] = [0.7, 0.1 * spread];
      const densities = rowsOf(rows, widthOf(set)).map((row) =>
        terms.reduce((sum, { weight, mean, variance }) => {
          const factors = row.map((x, i) => normal(x - alpha * (mean[i] as number), alpha ** 2 * (variance[i] as number) + sigma ** 2));
          return sum + weight * factors.reduce((product, factor) => product * factor, 1);
        }, 0),
      );
      expect(terms.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
      exact.logDensity(rows, alpha, sigma).forEach((value, i) => expect(value).toBeCloseTo(Math.log(densities[i] as number), 10));
    });

  if (make().exact?.score) describeExactScore(make);

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

/** Numbers of either sign, up to 1.5, without pattern. */
const wave = (i: number, axis: number): number => 1.5 * Math.sin(12.9898 * (i + 1) + 78.233 * (axis + 1));

/** N(offset; 0, variance) on a line. */
const normal = (offset: number, variance: number): number =>
  Math.exp((-0.5 * offset * offset) / variance) / Math.sqrt(2 * Math.PI * variance);

/** N(y; α·x₀, σ²). */
function normalDensity(y: readonly number[], x0: readonly number[], alpha: number, sigma: number): number {
  const squares = y.reduce((sum, value, axis) => sum + ((value - alpha * (x0[axis] as number)) / sigma) ** 2, 0);
  return Math.exp(-0.5 * squares) / (Math.sqrt(2 * Math.PI) * sigma) ** y.length;
}

const deviation = (values: Float32Array): number => meanOf(Float64Array.from(values)).standardError * Math.sqrt(values.length);
