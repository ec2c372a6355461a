import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type * as tf from '@tensorflow/tfjs-core';
import { forget, replaceKernel } from './replace-kernel.ts';

/** tfjs adds any number of tensors in one shader, but a shader reads eight buffers, or a few more. This kernel adds as many at a time as go. */
export function repairAddN(): void {
  replaceKernel('AddN', (shipped) => (call) => {
    const { device } = call.backend as WebGPUBackend;
    const most = device.limits.maxStorageBuffersPerShaderStage - 1; // one is the result's
    const add = (some: readonly tf.TensorInfo[]): tf.TensorInfo => shipped({ ...call, inputs: some as never }) as tf.TensorInfo;
    const sums: tf.TensorInfo[] = [];
    let terms = Object.values(call.inputs) as tf.TensorInfo[];
    while (terms.length > most) {
      const sum = add(terms.slice(0, most));
      sums.push(sum);
      terms = [sum, ...terms.slice(most)];
    }
    const total = add(terms);
    forget(call.backend, sums);
    return total;
  });
}
