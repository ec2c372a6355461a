import type { Schedule } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

/** What a network sees of the time: t itself as in the paper, λ scaled to about [−1, 1.5], or nothing. */
export const TIME_INPUTS = {
  time: { width: 1, features: (at: Schedule) => [at.t] },
  'log-snr': { width: 1, features: (at: Schedule) => [tf.mul<tf.Tensor2D>(at.logSnr, 0.1)] },
  none: { width: 0, features: () => [] },
} as const satisfies Record<string, { width: number; features: (at: Schedule) => tf.Tensor2D[] }>;

export type TimeInputKind = keyof typeof TIME_INPUTS;
