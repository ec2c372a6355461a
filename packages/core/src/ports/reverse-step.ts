import { token } from '../injection/token.ts';
import type { Sde } from './sde.ts';

/** A step x' = x·x_t + data·x̂0 + noise·z, where x̂0 = (x_t + σ²·s)/α is the network's estimate of the data and z is standard normal. */
export interface StepFactors {
  readonly x: number;
  readonly data: number;
  readonly noise: number;
}

/** A rule for one step down a reverse process: the whole of it is three numbers, in double precision. */
export interface ReverseStep {
  /** From time t down to `next` < t. */
  factors(sde: Sde, t: number, next: number): StepFactors;
}

export const ReverseStep = token<ReverseStep>('ReverseStep');
