import { token } from '../injection/token.ts';
import type { TimeInterval } from '../time/interval.ts';
import type { Sde } from './sde.ts';

/** Where and how a network's times are drawn. */
export interface WeightingContext {
  readonly sde: Sde;
  readonly interval: TimeInterval;
  /** The density of the drawn times at t, per unit of time; absent where the time sampling does not state it. */
  density?(t: number): number;
}

/**
 * How much an error at time t counts: the factor of ‖ε̂ − ε‖², whatever the network predicts.
 * Every diffusion loss is one of these (Kingma & Gao 2023, arXiv 2303.00848).
 */
export interface Weighting {
  /** A factor ≥ 0, evaluated on the host in double precision. */
  weight(t: number, context: WeightingContext): number;
}

export const Weighting = token<Weighting>('Weighting');
