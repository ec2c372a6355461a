import type { ComponentSpec } from '@partita/core';

/** A way to find the trace, with so many vector-Jacobian products at each step. */
export interface Estimator {
  readonly name: string;
  readonly trace: (products: number) => ComponentSpec;
}

export const ESTIMATORS: readonly Estimator[] = [
  { name: 'hutchinson (Rademacher)', trace: (probes) => ({ kind: 'hutchinson', probes, distribution: 'rademacher' }) },
  { name: 'hutchinson (Gaussian)', trace: (probes) => ({ kind: 'hutchinson', probes, distribution: 'gaussian' }) },
  { name: 'hutch++', trace: (products) => ({ kind: 'hutch++', products, repeats: 1 }) },
];
