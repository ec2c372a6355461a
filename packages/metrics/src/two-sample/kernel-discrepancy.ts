import type { Estimate } from '../mean.ts';
import { squaredDistance } from './distances.ts';
import { jackknifeVariance } from './jackknife.ts';
import type { TwoSamples } from './samples.ts';

/** A kernel of row i of `a` and row j of `b`; symmetric. */
export type Kernel = (a: Float32Array, i: number, b: Float32Array, j: number, dimension: number) => number;

/** A kernel that is a function of the squared distance. */
export const radial =
  (of: (squared: number) => number): Kernel =>
  (...pair) =>
    of(squaredDistance(...pair));

/**
 * E k(X, X') + E k(Y, Y') − 2·E k(X, Y), unbiased: the U-statistic of Gretton et al. (arXiv 0805.2368, lemma 6), without the
 * diagonal. Its standard error is the jackknife's (Efron & Stein, doi 10.1214/aos/1176345462), one row left out at a time, which
 * the sums of the kernel over each row give without more evaluations. It errs on the large side: by √2 where both samples are alike.
 */
export function kernelDiscrepancy({ model, data, dimension }: TwoSamples, kernel: Kernel): Estimate {
  const m = model.length / dimension;
  const n = data.length / dimension;
  const own = [sumsWithin(model, dimension, kernel), sumsWithin(data, dimension, kernel)] as const;
  const across = sumsAcross(model, data, dimension, kernel);
  const [x, y, xy] = [total(own[0]), total(own[1]), total(across[0])];
  const value = x / (m * (m - 1)) + y / (n * (n - 1)) - (2 * xy) / (m * n);
  const withoutModel = own[0].map(
    (sum, i) => (x - 2 * sum) / ((m - 1) * (m - 2)) + y / (n * (n - 1)) - (2 * (xy - (across[0][i] as number))) / ((m - 1) * n),
  );
  const withoutData = own[1].map(
    (sum, j) => x / (m * (m - 1)) + (y - 2 * sum) / ((n - 1) * (n - 2)) - (2 * (xy - (across[1][j] as number))) / (m * (n - 1)),
  );
  return { value, standardError: Math.sqrt(jackknifeVariance(withoutModel) + jackknifeVariance(withoutData)) };
}

/** Σ over j ≠ i of k(row i, row j). */
function sumsWithin(rows: Float32Array, dimension: number, kernel: Kernel): Float64Array {
  const sums = new Float64Array(rows.length / dimension);
  for (let i = 1; i < sums.length; i++)
    for (let j = 0; j < i; j++) {
      const value = kernel(rows, i, rows, j, dimension);
      sums[i] = (sums[i] as number) + value;
      sums[j] = (sums[j] as number) + value;
    }
  return sums;
}

/** Σ of k over the other sample, for each row of either. */
function sumsAcross(a: Float32Array, b: Float32Array, dimension: number, kernel: Kernel): readonly [Float64Array, Float64Array] {
  const ofA = new Float64Array(a.length / dimension);
  const ofB = new Float64Array(b.length / dimension);
  for (let i = 0; i < ofA.length; i++)
    for (let j = 0; j < ofB.length; j++) {
      const value = kernel(a, i, b, j, dimension);
      ofA[i] = (ofA[i] as number) + value;
      ofB[j] = (ofB[j] as number) + value;
    }
  return [ofA, ofB];
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
