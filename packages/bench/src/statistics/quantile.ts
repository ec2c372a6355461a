import { PartitaError } from '@partita/core';

/** The quantile at p of [0, 1], linear between order statistics (Hyndman & Fan 1996, type 7). @throws PartitaError on no values */
export function quantile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new PartitaError('There is no quantile of no values; measure at least one round.');
  const sorted = [...values].sort((a, b) => a - b);
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const [low, high] = [sorted[below] as number, sorted[Math.ceil(position)] as number];
  return low + (position - below) * (high - low);
}

/** Middle half of a sample. */
export interface Spread {
  readonly median: number;
  /** The quartiles. */
  readonly lower: number;
  readonly upper: number;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const spread = (values: readonly number[]): Spread => ({
  median: median(values),
  lower: quantile(values, 0.25),
  upper: quantile(values, 0.75),
});
