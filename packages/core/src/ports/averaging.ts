import { token } from '../injection/token.ts';

/** How the average of the parameters that is evaluated follows the parameters: θ̄ ← β·θ̄ + (1 − β)·θ. */
export interface Averaging {
  /** β in [0, 1) of update n, counted from 1; 0 forgets all that was before. */
  decay(update: number): number;
}

export const Averaging = token<Averaging>('Averaging');
