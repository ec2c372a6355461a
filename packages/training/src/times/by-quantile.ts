import { isPoint, type RandomStream, type Sde, type TimeInterval, type TimeSampling } from '@partita/core';
import { z } from 'zod';

/** A distribution over the times of an interval (not a point). */
export interface TimeDistribution {
  /** The time below which, or above which, a share p of the times lies; monotone in p in [0, 1]. */
  quantile(interval: TimeInterval, sde: Sde): (p: number) => number;
  /** Per unit of time; integrates to 1 over the interval. */
  density(t: number, interval: TimeInterval, sde: Sde): number;
}

export interface StratifiedOption {
  /** One time from each of `count` equally probable strata, rather than independent times. */
  readonly stratified: boolean;
}

/** The option `stratified` as every time sampling words it. */
export const stratifiedOption = z
  .boolean()
  .default(true)
  .describe('one time from each of as many equally probable strata as there are rows');

/**
 * Times by inversion: t_i = Q((i + ξ_i)/count), or Q(ξ_i) if independent, with ξ uniform. Either way a time, taken by itself, has the
 * distribution's density; strata lower the variance of a batch's loss (VDM, Kingma et al. 2021, arXiv 2107.00630).
 */
export function timesByQuantile(distribution: TimeDistribution, { stratified }: StratifiedOption): TimeSampling {
  return {
    times(interval: TimeInterval, count: number, sde: Sde, stream: RandomStream): Float64Array {
      if (isPoint(interval)) return new Float64Array(count).fill(interval.end);
      const timeOf = distribution.quantile(interval, sde);
      return Float64Array.from({ length: count }, (_, i) => {
        const t = timeOf(stratified ? (i + stream.uniform()) / count : stream.uniform());
        return Math.min(Math.max(t, interval.start), interval.end);
      });
    },
    density: (t, interval, sde) => distribution.density(t, interval, sde),
  };
}
