import type { Metric } from '@partita/core';
import { medianDistance } from './two-sample/distances.ts';
import { kernelDiscrepancy, radial } from './two-sample/kernel-discrepancy.ts';
import { twoSamples } from './two-sample/samples.ts';

export interface MmdOptions {
  /** Bandwidths h of Gaussian kernels that are averaged, in units of the data; null for the median distance. */
  readonly bandwidths: readonly number[] | null;
  /** Samples and test rows that are looked at, of each. */
  readonly rows: number;
}

/**
 * The squared maximum mean discrepancy of the model's samples and the test rows, unbiased, hence around 0 and of either sign where
 * they are alike (Gretton et al., arXiv 0805.2368):
 *
 *     MMD² = E k(X, X') + E k(Y, Y') − 2·E k(X, Y),   k(x, y) = mean over h of e^{−‖x − y‖²/2h²}
 */
export const mmd = ({ bandwidths, rows }: MmdOptions): Metric => ({
  name: 'mmd',
  async measure(context) {
    const both = await twoSamples('mmd', context, rows);
    const widths = bandwidths ?? [medianDistance(both.model, both.data, both.dimension) || 1];
    const rates = widths.map((h) => -0.5 / (h * h));
    const kernel = radial((squared) => rates.reduce((sum, rate) => sum + Math.exp(rate * squared), 0) / rates.length);
    return { ...kernelDiscrepancy(both, kernel), unit: 'MMD²' };
  },
});
