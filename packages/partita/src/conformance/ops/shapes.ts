import * as tf from '@tensorflow/tfjs-core';
import { EXACT, indices, op, SUMMED, type Op } from './op.ts';

const as = (x: tf.Tensor): tf.Tensor2D => x as tf.Tensor2D;

/** Numbers that move without changing. */
export const shapes: readonly Op[] = [
  op('reshape', [[4, 6]], (x) => tf.reshape(x, [2, 12]), EXACT),
  op('expandDims', [[4, 6]], (x) => tf.expandDims(x, 1), EXACT),
  op('clone', [[4, 6]], (x) => tf.clone(x), EXACT),
  op('transpose', [[4, 6]], (x) => tf.transpose(x), EXACT),
  op('transpose, four axes', [[2, 3, 4, 5]], (x) => tf.transpose(x, [0, 3, 1, 2]), EXACT),
  op('slice of a vector', [[1000]], (x) => tf.slice(x, [101], [500]), EXACT),
  op('slice', [[6, 7]], (x) => tf.slice(x, [1, 2], [4, 3]), EXACT),
  op('slice of every other row', [[2, 8, 8, 3]], everyOther, EXACT),
  op('split', [[4, 6]], (x) => tf.mul(...(tf.split(x, [2, 1, 3], 1).map((part) => tf.sum(part, 1)) as [tf.Tensor, tf.Tensor])), SUMMED),
  op('unstack', [[4, 6]], (x) => tf.sub(...(tf.unstack(x) as [tf.Tensor, tf.Tensor])), SUMMED),
  op('stack of twenty', Array<number[]>(20).fill([1]), (...parts) => tf.stack(parts), EXACT),
  op('concat of columns', [[5, 2], [5, 3], [5, 1]], (...parts) => tf.concat2d(parts.map(as), 1), EXACT),
  op('concat of channels', [[2, 4, 4, 3], [2, 4, 4, 5]], (...parts) => tf.concat(parts, 3), EXACT),
  op('concat of twelve vectors', Array<number[]>(12).fill([33]), (...parts) => tf.concat1d(parts as tf.Tensor1D[]), EXACT),
  op('tile', [[1, 6]], (x) => tf.tile(x, [5, 1]), EXACT, SUMMED),
  op('fill', [[3, 2]], (x) => tf.add(x, tf.fill([3, 2], 0.25)), EXACT),
  op('ones, zeros', [[3, 2]], (x) => tf.add(tf.mul(x, tf.ones([3, 2])), tf.zeros([3, 2])), EXACT),
  op('pad', [[2, 3, 3, 2]], (x) => tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]]), EXACT),
  op('gather', [[9, 4], indices([6], 9)], (table, at) => tf.gather(table, as(at)), EXACT, SUMMED),
  op('oneHot', [indices([6], 9)], (at) => tf.cast(tf.oneHot(as(at), 9), 'float32'), EXACT, null),
]; // prettier-ignore

/** Halves height and width by dropping, as some networks sample down. */
function everyOther(x: tf.Tensor): tf.Tensor {
  const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
  const pairs = tf.reshape(x, [batch, height / 2, 2, width / 2, 2 * channels]);
  return tf.reshape(tf.slice(pairs, [0, 0, 0, 0, 0], [batch, height / 2, 1, width / 2, channels]), [
    batch,
    height / 2,
    width / 2,
    channels,
  ]);
}
