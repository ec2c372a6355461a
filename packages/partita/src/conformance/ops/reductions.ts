import * as tf from '@tensorflow/tfjs-core';
import { APPROXIMATE, EXACT, op, SUMMED, type Op } from './op.ts';

/** Many numbers to one, and what is made of such. */
export const reductions: readonly Op[] = [
  op('sum', [[6, 50]], (x) => tf.sum(x), SUMMED),
  op('sum of columns', [[300, 7]], (x) => tf.sum(x, 0), SUMMED),
  op('sum of rows, kept', [[6, 50]], (x) => tf.sum(x, 1, true), SUMMED),
  op('sum of 100 000', [{ shape: [100_000], low: 0, high: 1 }], (x) => tf.sum(x), SUMMED),
  op('mean', [[6, 50]], (x) => tf.mean(x), SUMMED),
  op('mean of two axes', [[2, 4, 4, 6]], (x) => tf.mean(x, [1, 2], true), SUMMED),
  op('max', [[6, 50]], (x) => tf.max(x, 1), EXACT),
  op('softmax', [[6, 50]], (x) => tf.softmax(x), APPROXIMATE),
  op('logSumExp', [[6, 50]], (x) => tf.logSumExp(x, 1), APPROXIMATE),
  op('norm of a vector', [[1000]], (x) => tf.sqrt(tf.sum(tf.square(x))), APPROXIMATE),
  op('group norm', [[2, 4, 4, 12], [12], [12]], groupNorm, APPROXIMATE, 2 * APPROXIMATE),
]; // prettier-ignore

/** Group normalisation (Wu and He 2018, arXiv 1803.08494) in three groups, from primitives. */
function groupNorm(x: tf.Tensor, gain: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
  const groups = tf.reshape(x, [batch, height * width, 3, channels / 3]);
  const centred = tf.sub(groups, tf.mean(groups, [1, 3], true));
  const spread = tf.rsqrt(tf.add(tf.mean(tf.square(centred), [1, 3], true), 1e-5));
  return tf.add(tf.mul(tf.reshape(tf.mul(centred, spread), x.shape), gain), bias);
}
