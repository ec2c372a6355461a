import type * as tf from '@tensorflow/tfjs-core';

/** The mean of the absolute values of all numbers of some tensors, in double precision on the host. */
export async function meanSize(tensors: readonly tf.Tensor[]): Promise<number> {
  let [sum, count] = [0, 0];
  for (const tensor of tensors) {
    const values = await tensor.data<'float32'>();
    sum += values.reduce((total, value) => total + Math.abs(value), 0);
    count += values.length;
  }
  return sum / count;
}
