import * as tf from '@tensorflow/tfjs-core';

/** θ̄ ← d·θ̄ + (1 − d)·θ. */
export function emaUpdate(average: tf.Tensor1D, parameters: tf.Tensor1D, decay: tf.Scalar): tf.Tensor1D {
  return tf.add(average, tf.mul(tf.sub(parameters, average), tf.sub(1, decay)));
}

/** The decay at update n ≥ 1: min(decay, (1 + n)/(10 + n)), so that the average forgets the start. */
export const emaDecay = (decay: number, update: number): number => Math.min(decay, (1 + update) / (10 + update));
