import { token } from '../injection/token.ts';
import type { RandomStream } from '../random/stream.ts';
import type { TimeInterval } from '../time/interval.ts';
import type { Sde } from './sde.ts';

/** Which times a training batch visits; all of them inside the interval. */
export interface TimeSampling {
  /** `count` times in (start, end]; the point itself for a point interval. */
  times(interval: TimeInterval, count: number, sde: Sde, stream: RandomStream): Float64Array;
  /** The density of one drawn time at t, per unit of time, where it is known; it integrates to 1 over the interval. */
  density?(t: number, interval: TimeInterval, sde: Sde): number;
}

export const TimeSampling = token<TimeSampling>('TimeSampling');
