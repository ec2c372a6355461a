import type * as tf from '@tensorflow/tfjs-core';
import { forget, replaceKernel } from './replace-kernel.ts';

/** tfjs's shader for padding does not compile for five axes and more. This kernel pads them one by one, each as the middle of three. */
export function repairPad(): void {
  replaceKernel('PadV2', (shipped) => (call) => {
    const x = call.inputs['x'] as tf.TensorInfo;
    const { paddings, constantValue } = call.attrs as unknown as tf.PadV2Attrs;
    const isPadded = paddings.some(([before, after]) => before + after > 0);
    if (x.shape.length < 5 || !isPadded) return shipped(call);
    const stages: tf.TensorInfo[] = [x];
    paddings.forEach(([before, after], axis) => {
      if (before + after === 0) return;
      const last = stages.at(-1) as tf.TensorInfo;
      const [outer, inner] = [sizeOf(last.shape.slice(0, axis)), sizeOf(last.shape.slice(axis + 1))];
      const middle = { ...last, shape: [outer, last.shape[axis] as number, inner] };
      const attrs = { paddings: [[0, 0], [before, after], [0, 0]], constantValue }; // prettier-ignore
      const padded = shipped({ ...call, inputs: { x: middle }, attrs }) as tf.TensorInfo;
      stages.push({ ...padded, shape: last.shape.map((n, i) => (i === axis ? before + n + after : n)) });
    });
    forget(call.backend, stages.slice(1, -1));
    return stages.at(-1) as tf.TensorInfo;
  });
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
