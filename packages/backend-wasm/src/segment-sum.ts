import * as tf from '@tensorflow/tfjs-core';
import { supplyKernel } from './replace-kernel.ts';

/** tfjs-backend-wasm has no sums of segments, which are the gradient of a lookup: oneHot(segment)ᵀ·x is the same. */
export function supplySegmentSum(): void {
  supplyKernel('UnsortedSegmentSum', ({ inputs, attrs }) => {
    const { x, segmentIds } = inputs as Record<'x' | 'segmentIds', tf.Tensor>;
    const { numSegments } = attrs as unknown as tf.UnsortedSegmentSumAttrs;
    const rest = x.shape.slice(segmentIds.rank);
    return tf.tidy(() => {
      const marks = tf.cast(tf.oneHot(tf.reshape(segmentIds, [segmentIds.size]), numSegments), 'float32');
      const rows = tf.reshape<tf.Rank.R2>(x, [segmentIds.size, tf.util.sizeFromShape(rest)]);
      return tf.reshape(tf.matMul(marks as tf.Tensor2D, rows, true), [numSegments, ...rest]);
    });
  });
}
