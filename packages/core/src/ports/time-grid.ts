import { token } from '../injection/token.ts';
import type { Sde } from './sde.ts';

/** A variable u(t) that a solver integrates over, in place of t. */
export interface Clock {
  at(t: number): number;
  time(u: number): number;
  /** dt/du at time t. */
  rate(t: number): number;
}

/** Where solver steps fall: uniformly in its clock's variable over the whole of (tMin, T], whatever the partition. */
export interface TimeGrid {
  /** Steps over the whole of (tMin, T]; interval edges add a stop each. */
  readonly steps: number;
  clock(sde: Sde): Clock;
}

export const TimeGrid = token<TimeGrid>('TimeGrid');
