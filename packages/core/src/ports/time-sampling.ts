import { token } from '../injection/token.ts';
import type { RandomStream } from '../random/stream.ts';
import type { TimeInterval } from '../time/interval.ts';
import type { Sde } from './sde.ts';

/** Which times a training batch visits; all of them inside the interval. */
export interface TimeSampling {
  /** `count` times in (start, end]; the point itself for a point interval. */
  times(interval: TimeInterval, count: number, sde: Sde, stream: RandomStream): Float64Array;
}

export const TimeSampling = token<TimeSampling>('TimeSampling');
