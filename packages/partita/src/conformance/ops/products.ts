import * as tf from '@tensorflow/tfjs-core';
import { APPROXIMATE, op, SUMMED, type Op } from './op.ts';

/** Matrix products in all the ways that networks and their gradients use them. */
export const products: readonly Op[] = [
  op('matMul', [[64, 33], [33, 20]], (a, b) => tf.matMul(a, b), SUMMED),
  op('matMul, large', [[128, 100], [100, 150]], (a, b) => tf.matMul(a, b), SUMMED),
  op('matMul, long', [[3, 2000], [2000, 5]], (a, b) => tf.matMul(a, b), SUMMED),
  op('matMul, a vector', [[1, 33], [33, 1]], (a, b) => tf.matMul(a, b), SUMMED),
  op('matMul, left transposed', [[33, 64], [33, 20]], (a, b) => tf.matMul(a, b, true), SUMMED),
  op('matMul, right transposed', [[64, 33], [20, 33]], (a, b) => tf.matMul(a, b, false, true), SUMMED),
  op('matMul, both transposed', [[33, 64], [20, 33]], (a, b) => tf.matMul(a, b, true, true), SUMMED),
  op('matMul, batches', [[3, 16, 8], [3, 8, 12]], (a, b) => tf.matMul(a, b), SUMMED),
  op('matMul, batches, right transposed', [[3, 16, 8], [3, 12, 8]], (a, b) => tf.matMul(a, b, false, true), SUMMED),
  op('attention', [[2, 9, 8], [2, 9, 8], [2, 9, 8]], attention, APPROXIMATE, 2 * APPROXIMATE),
]; // prettier-ignore

/** Scaled dot-product attention (Vaswani et al. 2017, arXiv 1706.03762). */
function attention(queries: tf.Tensor, keys: tf.Tensor, values: tf.Tensor): tf.Tensor {
  const affinity = tf.mul(tf.matMul(queries, keys, false, true), 1 / Math.sqrt(queries.shape.at(-1) as number));
  return tf.matMul(tf.softmax(affinity), values);
}
