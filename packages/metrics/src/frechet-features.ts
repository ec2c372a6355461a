import type { Metric } from '@partita/core';
import { featureSamples, type FeatureDistanceOptions } from './features/feature-samples.ts';
import { gaussianOf, squaredFrechet } from './two-sample/frechet.ts';
import { jackknifeVariance } from './two-sample/jackknife.ts';
import type { TwoSamples } from './two-sample/samples.ts';

/** Groups of rows that are left out in turn. */
const GROUPS = 16;

/**
 * The squared Fréchet distance of two Gaussians with the means and covariances of samples and of test rows in given features (Dowson &
 * Landau, doi 10.1016/0047-259X(82)90077-X; Heusel et al., arXiv 1706.08500; with Inception's features it is the FID):
 *
 *     ‖m − m'‖² + tr(C + C' − 2·(C·C')^½)
 *
 * Of finite samples it is too large, by about a/n; that is taken out to first order, and the error told, by the jackknife over groups of
 * rows (Quenouille, doi 10.1093/biomet/43.3-4.353), so that it is around 0 where samples and rows are alike. The parts are the distance as
 * it stands, which is what other programs give, and what was taken out.
 */
export const frechetFeatures = (options: FeatureDistanceOptions): Metric => ({
  name: 'frechet-features',
  async measure(context) {
    const both = await featureSamples('frechet-features', context, options);
    const distance = (without?: number): number => {
      const [model, data] = [both.model, both.data].map((rows) => gaussianOf(leavingOut(rows, both, without), both.dimension));
      return squaredFrechet(model as NonNullable<typeof model>, data as NonNullable<typeof data>);
    };
    const plain = distance();
    const leftOut = Float64Array.from({ length: GROUPS }, (_, group) => distance(group));
    const bias = (GROUPS - 1) * (leftOut.reduce((sum, value) => sum + value, 0) / GROUPS - plain);
    const standardError = Math.sqrt(jackknifeVariance(leftOut));
    return {
      value: plain - bias,
      standardError,
      unit: 'features²',
      parts: [
        { name: 'as it stands', value: plain, standardError },
        { name: 'less what finite samples add', value: -bias, standardError: 0 },
      ],
    };
  },
});

/** Row i is of group i mod 16. */
const leavingOut = (rows: Float32Array, { dimension }: TwoSamples, group: number | undefined): Float32Array =>
  group === undefined ? rows : rows.filter((_, i) => Math.floor(i / dimension) % GROUPS !== group);
