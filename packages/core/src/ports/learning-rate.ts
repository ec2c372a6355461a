import { token } from '../injection/token.ts';

/** The learning rate as a factor of its peak. */
export interface LearningRate {
  /** The factor in [0, 1] for update `step` of `steps`, counted from 0. */
  factor(step: number, steps: number): number;
}

export const LearningRate = token<LearningRate>('LearningRate');
