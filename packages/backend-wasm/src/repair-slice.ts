import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { replaceKernel } from './replace-kernel.ts';

/**
 * tfjs-backend-wasm copies the whole tensor out of the heap for every slice of it; a network that views its layers in one
 * flat vector pays for that once a layer. This kernel copies only the slice of a float32 vector.
 */
export function repairVectorSlice(): void {
  replaceKernel('Slice', (shipped) => (call) => {
    const x = call.inputs['x'] as tf.TensorInfo;
    if (x.shape.length !== 1 || x.dtype !== 'float32') return shipped(call);
    const { begin, size } = call.attrs as unknown as { begin: number | number[]; size: number | number[] };
    const [[start], [count]] = tf.slice_util.parseSliceParams(x, begin, size) as [[number], [number]];
    tf.slice_util.assertParamsValid(x, [start], [count]);
    const backend = call.backend as BackendWasm;
    const out = backend.makeOutput([count], 'float32');
    backend.typedArrayFromHeap(out).set(backend.typedArrayFromHeap(x).subarray(start, start + count));
    return out;
  });
}
