import { PartitaError, randomStream } from '@partita/core';
import { median, quantile } from './quantile.ts';

/** An estimate with its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2000;

/**
 * The ratio of two medians with its percentile bootstrap interval (Efron 1979). Values of one index were measured in one
 * round, and are resampled together, so that a disturbance which hits both sides of a round cancels.
 */
export function ratioOfMedians(over: readonly number[], under: readonly number[]): Interval {
  if (over.length !== under.length || over.length === 0)
    throw new PartitaError(`A ratio over rounds needs as many values on both sides, got ${over.length} and ${under.length}.`);
  const stream = randomStream(0, 'bootstrap');
  const ratios = Array.from({ length: RESAMPLES }, () => {
    const rounds = over.map(() => Math.floor(stream.uniform() * over.length));
    return median(rounds.map((round) => over[round] as number)) / median(rounds.map((round) => under[round] as number));
  });
  return { value: median(over) / median(under), low: quantile(ratios, 0.025), high: quantile(ratios, 0.975) };
}
