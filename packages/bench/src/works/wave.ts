import * as tf from '@tensorflow/tfjs-core';

/** The numbers scale·sin(1.7·i + phase), the same in every language: inputs on which all contestants can be compared. */
export const wave = (count: number, phase: number, scale = 1): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => scale * Math.sin(1.7 * i + phase));

/** A tensor of them, row-major. */
export const waveTensor = <R extends tf.Rank>(shape: tf.ShapeMap[R], phase: number, scale = 1): tf.Tensor<R> =>
  tf.tensor<R>(wave(tf.util.sizeFromShape(shape), phase, scale), shape);
