import type { Metric } from '@partita/core';
import { featureSamples, type FeatureDistanceOptions } from './features/feature-samples.ts';
import { kernelDiscrepancy, type Kernel } from './two-sample/kernel-discrepancy.ts';

export interface KernelFeaturesOptions extends FeatureDistanceOptions {
  /** Moments up to this one are compared. */
  readonly degree: number;
}

/**
 * The squared maximum mean discrepancy of samples and test rows in features f under a polynomial kernel, unbiased, hence around 0 and of
 * either sign where they are alike (Bińkowski et al., arXiv 1801.01401; with Inception's features it is the KID):
 *
 *     MMD² = E k(X, X') + E k(Y, Y') − 2·E k(X, Y),   k(x, y) = (f(x)·f(y)/dim f + 1)^degree
 */
export const kernelFeatures = ({ degree, ...options }: KernelFeaturesOptions): Metric => ({
  name: 'kernel-features',
  async measure(context) {
    return { ...kernelDiscrepancy(await featureSamples('kernel-features', context, options), polynomial(degree)), unit: 'MMD²' };
  },
});

const polynomial =
  (degree: number): Kernel =>
  (a, i, b, j, dimension) => {
    let product = 0;
    for (let axis = 0; axis < dimension; axis++) product += (a[i * dimension + axis] as number) * (b[j * dimension + axis] as number);
    return (product / dimension + 1) ** degree;
  };
