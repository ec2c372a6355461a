import type { ScoreFunction, Sde, Tensors, TimeRange } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * One score that passes over into another by a smooth partition of unity in log-SNR λ:
 *
 *     s = w·s₁ + (1 − w)·s₂,   w = 1 − 3u² + 2u³,   u = (λ(start) − λ) / (λ(start) − λ(end))
 *
 * At the ends, value and slope in λ are those of the one score or the other.
 * Parameters are those of the one as `earlier`, those of the other as `later`.
 */
export function blendedScore(earlier: ScoreFunction, later: ScoreFunction, { start, end }: TimeRange, sde: Sde): ScoreFunction {
  const first = sde.logSnr(start);
  const fall = first - sde.logSnr(end);
  return (parameters, x, at) => {
    const u = tf.clipByValue(tf.div(tf.sub(first, at.logSnr), fall), 0, 1);
    const w = tf.add(tf.mul(tf.square(u), tf.sub(tf.mul(2, u), 3)), 1);
    const [one, other] = [earlier(parameters['earlier'] as Tensors, x, at), later(parameters['later'] as Tensors, x, at)];
    return tf.add(tf.mul(w, one), tf.mul(tf.sub(1, w), other));
  };
}
