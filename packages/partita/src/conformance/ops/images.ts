import * as tf from '@tensorflow/tfjs-core';
import { EXACT, op, SUMMED, type Op } from './op.ts';

const convolve =
  (strides: number, pad: 'same' | 'valid' = 'same') =>
  (x: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
    tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad);

/** What image networks are made of, `[batch, height, width, channels]`. */
export const images: readonly Op[] = [
  op('conv2d 3×3', [[2, 8, 8, 4], [3, 3, 4, 5]], convolve(1), SUMMED),
  op('conv2d 3×3, many channels', [[2, 8, 8, 32], [3, 3, 32, 32]], convolve(1), SUMMED),
  op('conv2d 3×3, one channel in, odd sides', [[2, 7, 5, 1], [3, 3, 1, 3]], convolve(1), SUMMED),
  op('conv2d 3×3, stride 2', [[2, 8, 8, 4], [3, 3, 4, 6]], convolve(2), SUMMED),
  op('conv2d 3×3, stride 2, odd sides', [[2, 7, 9, 4], [3, 3, 4, 6]], convolve(2), SUMMED),
  op('conv2d 4×4, stride 2', [[2, 8, 8, 4], [4, 4, 4, 6]], convolve(2), SUMMED),
  op('conv2d 3×3, valid', [[2, 8, 8, 4], [3, 3, 4, 5]], convolve(1, 'valid'), SUMMED),
  op('conv2d 1×1', [[2, 8, 8, 12], [1, 1, 12, 8]], convolve(1), SUMMED),
  op('conv2d 1×1, stride 2', [[2, 8, 8, 12], [1, 1, 12, 8]], convolve(2), SUMMED),
  op('avgPool 2×2', [[2, 8, 8, 3]], (x) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid'), SUMMED),
  op('upsampling to the nearest', [[2, 4, 4, 3]], upsample, EXACT, SUMMED),
]; // prettier-ignore

/** Twice the height and width, each number four times; by tiling, for `resizeNearestNeighbor` has wrong gradients in some runtimes. */
function upsample(x: tf.Tensor): tf.Tensor {
  const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
  const rows = tf.tile(tf.reshape(x, [batch * height, 1, width * channels]), [1, 2, 1]);
  const columns = tf.tile(tf.reshape(rows, [2 * batch * height * width, 1, channels]), [1, 2, 1]);
  return tf.reshape(columns, [batch, 2 * height, 2 * width, channels]);
}
