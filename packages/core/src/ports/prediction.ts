import type { Tensor2D } from '@tensorflow/tfjs-core';
import { token } from '../injection/token.ts';
import type { Schedule } from '../time/schedule.ts';

/** What a network's output stands for: its regression target in training, and how it becomes a score. */
export interface Prediction {
  /** The target for x_t = α·x0 + σ·noise. All tensors `[batch, dimension]`. */
  target(x0: Tensor2D, noise: Tensor2D, at: Schedule): Tensor2D;
  /** ∇ log p_t(x) from the network's output at x. */
  score(output: Tensor2D, x: Tensor2D, at: Schedule): Tensor2D;
}

export const Prediction = token<Prediction>('Prediction');
