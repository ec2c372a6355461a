import * as tf from '@tensorflow/tfjs-core';

/** θ̄ ← θ̄ + r·(θ − θ̄). */
export function emaUpdate(average: tf.Tensor1D, parameters: tf.Tensor1D, rate: tf.Scalar): tf.Tensor1D {
  return tf.add(average, tf.mul(tf.sub(parameters, average), rate));
}

/** r = 1 − d, with the decay d = min(decay, (1 + n)/(10 + n)) at update n ≥ 1, so that the average forgets the start. */
export const emaRate = (decay: number, update: number): number => 1 - Math.min(decay, (1 + update) / (10 + update));
