import { PartitaError, type Dataset } from '@partita/core';
import type { GaussianComponent } from '../mixture/component.ts';
import { gaussianEntropy } from '../mixture/gaussian-part.ts';
import { mixture } from '../mixture/mixture.ts';

export interface GaussianOptions {
  readonly mean: readonly number[];
  /** One for all coordinates, or one per coordinate. */
  readonly variance: number | readonly number[];
}

/** N(mean, diag variance) in any dimension; everything about it has a closed form. @throws PartitaError when the variances do not fit the mean */
export function gaussian({ mean, variance }: GaussianOptions): Dataset {
  if (typeof variance !== 'number' && variance.length !== mean.length)
    throw new PartitaError(
      `dataset.variance: has ${variance.length} numbers for the ${mean.length} coordinates of the mean; give one, or one per coordinate.`,
    );
  const component: GaussianComponent = { kind: 'gaussian', weight: 1, mean, variance };
  return mixture({ components: [component], entropy: () => gaussianEntropy(component) });
}
