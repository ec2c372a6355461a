import type { Schedule } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

/** Where a network's log-SNR lies: what it sees of it in place of a number of any size. */
export interface LogSnrRange {
  /** At the interval's start and end; the first is the larger. */
  readonly first: number;
  readonly last: number;
}

/**
 * What a network sees of the time: t itself as in the paper, λ scaled to about [−1, 1.5], where λ lies in the network's own interval
 * from 2 to −2, or nothing.
 */
export const TIME_INPUTS = {
  time: { width: 1, features: (at: Schedule) => [at.t] },
  'log-snr': { width: 1, features: (at: Schedule) => [tf.mul<tf.Tensor2D>(at.logSnr, 0.1)] },
  interval: {
    width: 1,
    features: (at: Schedule, { first, last }: LogSnrRange) => [
      tf.mul<tf.Tensor2D>(tf.sub(at.logSnr, (first + last) / 2), 4 / (first - last)),
    ],
  },
  none: { width: 0, features: () => [] },
} as const satisfies Record<string, { width: number; features: (at: Schedule, range: LogSnrRange) => tf.Tensor2D[] }>;

export type TimeInputKind = keyof typeof TIME_INPUTS;
