import { randomStream, type Metric } from '@partita/core';
import { meanOf } from './mean.ts';
import { orthogonalDirections } from './two-sample/directions.ts';
import { jackknifeVariance } from './two-sample/jackknife.ts';
import { choose, project, type ProjectedSample } from './two-sample/projected-sample.ts';
import { twoSamples } from './two-sample/samples.ts';
import { squaredWassersteinOnLine } from './two-sample/wasserstein-line.ts';

export interface SlicedWassersteinOptions {
  /** Directions that are looked along; rounded up to whole frames of the space. */
  readonly directions: number;
  /** Samples and test rows that are looked at, of each. */
  readonly rows: number;
}

/** Groups of rows that are left out in turn. */
const GROUPS = 32;

/**
 * The squared sliced Wasserstein distance of the model's samples and the test rows (Bonneel et al., doi 10.1007/s10851-014-0506-3):
 *
 *     SW₂² = mean over directions θ of W₂²(θ·X, θ·Y) − c·W₂²(θ·X₁, θ·X₂) − c·W₂²(θ·Y₁, θ·Y₂),   c = n₁n₂/n²
 *
 * X₁, X₂ are the halves of a sample: what they are apart is what finite samples are apart by chance, and c of it is what this adds to
 * the distance. Without it even equal distributions would be O(1/n) apart; with it their distance is 0 within its error.
 * The standard error is the jackknife's over groups of rows, with the spread over directions.
 */
export const slicedWasserstein = ({ directions, rows }: SlicedWassersteinOptions): Metric => ({
  name: 'sliced-wasserstein',
  async measure(context) {
    const { model, data, dimension } = await twoSamples('sliced-wasserstein', context, rows);
    const groups = Math.min(GROUPS, Math.floor(Math.min(model.length, data.length) / dimension / 2));
    const frames = dimension === 1 ? 1 : Math.ceil(directions / dimension);
    const along = orthogonalDirections(frames * dimension, dimension, randomStream(context.seed, 'directions'));
    const leftOut = new Float64Array(groups);
    const byFrame = new Float64Array(frames);
    along.forEach((direction, k) => {
      const x = project(model, direction, groups);
      const y = project(data, direction, groups);
      const frame = Math.floor(k / dimension);
      byFrame[frame] = (byFrame[frame] as number) + debiased(x, y) / dimension;
      for (let group = 0; group < groups; group++) leftOut[group] = (leftOut[group] as number) + debiased(x, y, group) / along.length;
    });
    const { value, standardError } = meanOf(byFrame);
    return { value, standardError: Math.hypot(Math.sqrt(jackknifeVariance(leftOut)), frames > 1 ? standardError : 0), unit: 'data units²' };
  },
});

function debiased(x: ProjectedSample, y: ProjectedSample, without?: number): number {
  return squaredWassersteinOnLine(choose(x, without), choose(y, without)) - byChance(x, without) - byChance(y, without);
}

/** What a sample of this size is apart from its distribution, on average: c·W₂² of its halves. */
function byChance(sample: ProjectedSample, without: number | undefined): number {
  const [first, second] = [choose(sample, without, 0), choose(sample, without, 1)];
  return (first.length * second.length * squaredWassersteinOnLine(first, second)) / (first.length + second.length) ** 2;
}
