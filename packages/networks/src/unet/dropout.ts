import * as tf from '@tensorflow/tfjs-core';

/** Which of a network's drawn numbers decide about the channels of one place. */
export interface Dropout {
  /** Part of the channels that is dropped. */
  readonly rate: number;
  /** The number that decides about the first channel. */
  readonly first: number;
}

/**
 * Whole channels of a row at 0, each with the given probability, and the others larger by as much (Srivastava et al. 2014; of channels:
 * Tompson et al. 2015, arXiv 1411.4280).
 */
export function dropped(x: tf.Tensor4D, drawn: tf.Tensor2D, { rate, first }: Dropout): tf.Tensor4D {
  const [batch, , , channels] = x.shape;
  const own = tf.slice(drawn, [0, first], [batch, channels]);
  const factors = tf.mul(tf.cast(tf.greater(own, rate), 'float32'), 1 / (1 - rate));
  return tf.mul(x, tf.reshape(factors, [batch, 1, 1, channels]));
}
