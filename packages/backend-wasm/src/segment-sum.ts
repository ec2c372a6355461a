import * as tf from '@tensorflow/tfjs-core';
import { Composition, view } from './kernels.ts';
import { registerMissing } from './replace-kernel.ts';

/** tfjs-backend-wasm has no sums of segments, which are the gradient of a lookup: oneHot(segment)ᵀ·x is the same. */
export function addSegmentSum(): void {
  registerMissing('UnsortedSegmentSum', ({ inputs, backend, attrs }) => {
    const { x, segmentIds } = inputs as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
    const { numSegments } = attrs as unknown as tf.UnsortedSegmentSumAttrs;
    const count = tf.util.sizeFromShape(segmentIds.shape);
    const rest = x.shape.slice(segmentIds.shape.length);
    const own = new Composition(backend);
    const marks = own.run(
      'OneHot',
      { indices: view(segmentIds, [count]) },
      { depth: numSegments, onValue: 1, offValue: 0, dtype: 'int32' },
    );
    const chosen = own.run('Cast', { x: marks }, { dtype: 'float32' }); // asked for these at once, the runtime would still give whole numbers
    const operands = { a: view(chosen, [1, count, numSegments]), b: view(x, [1, count, tf.util.sizeFromShape(rest)]) };
    return own.result(own.run('BatchMatMul', operands, { transposeA: true, transposeB: false }), [numSegments, ...rest]);
  });
}
