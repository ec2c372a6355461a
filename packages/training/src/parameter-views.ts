import type { Parameters, ParameterSlot } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

/** A network's parameters as views of one flat vector. */
export function parameterViews(vector: tf.Tensor1D, layout: readonly ParameterSlot[]): Parameters {
  return Object.fromEntries(
    layout.map(({ name, offset, size, shape }) => [name, tf.reshape(tf.slice(vector, [offset], [size]), [...shape])]),
  );
}

/** One flat vector from tensors in the layout's order. */
export function flatten(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [tensor.size])));
}
