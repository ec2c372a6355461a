import type { Tensor2D } from '@tensorflow/tfjs-core';
import { token } from '../injection/token.ts';
import type { Schedule, ScheduleValues } from '../time/schedule.ts';

/** What a network's output stands for: its regression target in training, and how it becomes a score. */
export interface Prediction {
  /** The target for x_t = α·x0 + σ·noise. All tensors `[batch, dimension]`. */
  target(x0: Tensor2D, noise: Tensor2D, at: Schedule): Tensor2D;
  /** ∇ log p_t(x) from the network's output at x. */
  score(output: Tensor2D, x: Tensor2D, at: Schedule): Tensor2D;
  /** |∂ε̂/∂output|: an error of the output is this many times as large as an error of the noise. On the host, in double precision. */
  noiseScale(at: ScheduleValues): number;
  /** What the network is shown in place of x; default x itself. */
  input?(x: Tensor2D, at: Schedule): Tensor2D;
}

export const Prediction = token<Prediction>('Prediction');
