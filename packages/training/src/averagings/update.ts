import * as tf from '@tensorflow/tfjs-core';

/** θ̄ ← θ̄ + (1 − β)·(θ − θ̄), pure. */
export function averageUpdate(average: tf.Tensor1D, parameters: tf.Tensor1D, rate: tf.Scalar): tf.Tensor1D {
  return tf.add(average, tf.mul(tf.sub(parameters, average), rate));
}
