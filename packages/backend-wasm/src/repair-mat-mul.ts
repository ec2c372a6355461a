import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel } from './replace-kernel.ts';

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * tfjs-backend-wasm multiplies transposed matrices with a scalar loop, ten times slower than it multiplies plain ones, and
 * half the products of a gradient are transposed. This kernel transposes first and then calls the fast path.
 */
export function repairTransposedMatMul(): void {
  const transpose = tf.getKernel('Transpose', 'wasm').kernelFunc;
  replaceKernel('BatchMatMul', (shipped) => ({ inputs, backend, attrs }) => {
    const { transposeA, transposeB } = attrs as unknown as MatMulAttributes;
    const flip = (x: tf.TensorInfo, needed: boolean): tf.TensorInfo =>
      needed ? (transpose({ inputs: { x }, backend, attrs: { perm: swapLast(x.shape.length) } }) as tf.TensorInfo) : x;
    const a = flip(inputs['a'] as tf.TensorInfo, transposeA);
    const b = flip(inputs['b'] as tf.TensorInfo, transposeB);
    const product = shipped({ inputs: { a, b }, backend, attrs: { transposeA: false, transposeB: false } });
    const memory = backend as tf.KernelBackend;
    if (transposeA) memory.disposeData(a.dataId);
    if (transposeB) memory.disposeData(b.dataId);
    return product;
  });
}

/** The permutation that swaps the last two axes. */
const swapLast = (rank: number): number[] => [...Array(rank - 2).keys(), rank - 1, rank - 2];
