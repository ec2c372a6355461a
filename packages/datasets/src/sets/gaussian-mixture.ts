import type { Dataset } from '@partita/core';
import type { GaussianComponent } from '../mixture/component.ts';
import { gaussianMixtureEntropy } from '../mixture/entropy.ts';
import { mixture } from '../mixture/mixture.ts';

export interface GaussianMixtureOptions {
  readonly components: readonly Omit<GaussianComponent, 'kind'>[];
}

/** A mixture of Gaussians in any dimension. Its density is exact; its entropy is computed when first asked for, see {@link gaussianMixtureEntropy}. */
export function gaussianMixture(options: GaussianMixtureOptions): Dataset {
  const components = options.components.map((component) => ({ ...component, kind: 'gaussian' as const }));
  return mixture({ components, entropy: () => gaussianMixtureEntropy(components).value });
}

const DIAGONAL = Math.SQRT2;

/** Eight Gaussians on a circle of radius 2. */
export const EIGHT_GAUSSIANS = [
  [2, 0],
  [DIAGONAL, DIAGONAL],
  [0, 2],
  [-DIAGONAL, DIAGONAL],
  [-2, 0],
  [-DIAGONAL, -DIAGONAL],
  [0, -2],
  [DIAGONAL, -DIAGONAL],
].map((mean) => ({ weight: 1, mean, variance: 0.04 }));
