import { expect, it } from 'vitest';
import { randomStream, type Dataset, type ExactDensity } from '@partita/core';
import { meanOf, widthOf } from './rows.ts';

const NOISE = [
  [0.999, 0.02],
  [0.8, 0.3],
  [0.1, 1],
] as const;

/** The score of noised rows must be the gradient of their log density, in double precision. `make` as in `describeDataset`. */
export function describeExactScore(make: () => Dataset): void {
  it.each(NOISE)('has for its score the gradient of the log density, to 1e-7, at α = %d and σ = %d', async (alpha, sigma) => {
    const { exact, score, noised } = await noisedRows(make, alpha, sigma, 64);
    const step = 0.01 * sigma;
    const gradient = differences((rows) => exact.logDensity(rows, alpha, sigma), noised, step);
    score(noised, alpha, sigma).forEach((value, i) =>
      expect(Math.abs(value - (gradient[i] as number))).toBeLessThan(1e-7 * Math.max(1 / sigma, Math.abs(value))),
    );
  });

  it('has a finite score far away, which points back', async () => {
    const { width, score } = await noisedRows(make, 0.9, 0.5, 1);
    for (const side of [-1, 1])
      for (const distance of [1e2, 1e4, 1e6]) {
        const far = score(new Array<number>(width).fill(side * distance), 0.9, 0.5);
        expect(far.every((value) => Number.isFinite(value) && value * side < 0)).toBe(true);
      }
  });

  it.each(NOISE)('has the mean 0, and E[x·s] = −D (Stein), at α = %d and σ = %d', async (alpha, sigma) => {
    const { width, score, noised } = await noisedRows(make, alpha, sigma, 4096);
    const scores = score(noised, alpha, sigma);
    for (let axis = 0; axis < width; axis++) {
      const { mean, standardError } = meanOf(scores.filter((_, i) => i % width === axis));
      expect(Math.abs(mean)).toBeLessThan(5 * standardError);
    }
    const products = Float64Array.from({ length: noised.length / width }, (_, row) =>
      scores.subarray(row * width, (row + 1) * width).reduce((sum, value, axis) => sum + value * (noised[row * width + axis] as number), 0),
    );
    const { mean, standardError } = meanOf(products);
    expect(Math.abs(mean + width)).toBeLessThan(5 * standardError);
  });
}

/** Rows of α·x₀ + σ·ε, with σ in units of the data's size. */
async function noisedRows(make: () => Dataset, alpha: number, sigma: number, count: number) {
  const set = make();
  const exact = set.exact as ExactDensity & { score: NonNullable<ExactDensity['score']> };
  const rows = await set.batch({ split: 'test', seed: 3, index: 0, size: count });
  const random = randomStream(3, 'noise', count);
  const noised = Float64Array.from(rows, (value) => alpha * value + sigma * random.normal());
  return { width: widthOf(set), exact, score: exact.score.bind(exact), noised };
}

/** Central differences of the sixth order, coordinate by coordinate. */
function differences(logDensity: (rows: Float64Array) => Float64Array, rows: Float64Array, step: number): Float64Array {
  const width = rows.length / logDensity(rows).length;
  const out = new Float64Array(rows.length);
  for (let axis = 0; axis < width; axis++)
    for (const [reach, weight] of [
      [1, 3 / 4],
      [2, -3 / 20],
      [3, 1 / 60],
    ] as const) {
      const [ahead, behind] = [1, -1].map((sign) =>
        logDensity(rows.map((value, i) => (i % width === axis ? value + sign * reach * step : value))),
      ) as [Float64Array, Float64Array];
      ahead.forEach((value, row) => {
        const i = row * width + axis;
        out[i] = (out[i] as number) + (weight * (value - (behind[row] as number))) / step;
      });
    }
  return out;
}
