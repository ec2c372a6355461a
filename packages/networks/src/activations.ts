import * as tf from '@tensorflow/tfjs-core';

/** Activation functions by name. */
export const ACTIVATIONS = {
  elu: (x: tf.Tensor2D) => tf.elu(x),
  relu: (x: tf.Tensor2D) => tf.relu(x),
  silu: (x: tf.Tensor2D) => tf.mul<tf.Tensor2D>(x, tf.sigmoid(x)),
  tanh: (x: tf.Tensor2D) => tf.tanh(x),
} as const;

export type Activation = keyof typeof ACTIVATIONS;
