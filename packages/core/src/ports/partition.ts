import { token } from '../injection/token.ts';
import type { TimeInterval } from '../time/interval.ts';
import type { LossProfile } from './loss-profile.ts';
import type { Sde } from './sde.ts';

/** What a strategy may look at when it cuts the time axis. */
export interface PartitionContext {
  readonly sde: Sde;
  /** Where time is truncated; intervals cover (tMin, T]. */
  readonly tMin: number;
  /** Training steps of each network. */
  readonly steps: number;
  readonly seed: number;
  /**
   * What a briefly trained network loses at each noise level. It is trained when a plan first asks for it, and the plan is then made
   * again; so ask before anything that takes long, and ask again rather than keep what was given.
   */
  pilot(): Promise<LossProfile>;
}

/** A strategy that cuts (tMin, T] into intervals, one network each. The same context must give the same plan. */
export interface Partition {
  plan(context: PartitionContext): Promise<readonly TimeInterval[]>;
}

export const Partition = token<Partition>('Partition');
