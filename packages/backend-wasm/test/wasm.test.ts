import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { WasmBackend } from '@partita/backend-wasm';
import { describeBackend } from '@partita/testing';

describeBackend('wasm', () => new WasmBackend());

describe('the repaired matrix product', () => {
  it('handles batches of transposed matrices without leaving tensors', async () => {
    await new WasmBackend().start();
    const before = tf.memory();
    const worst = tf.tidy(() => {
      const a = tf.reshape<tf.Rank.R3>(tf.linspace(-1, 1, 2 * 3 * 4), [2, 4, 3]);
      const b = tf.reshape<tf.Rank.R3>(tf.linspace(2, -1, 2 * 4 * 5), [2, 5, 4]);
      const direct = tf.matMul(a, b, true, true);
      const plain = tf.matMul(tf.transpose(a, [0, 2, 1]), tf.transpose(b, [0, 2, 1]));
      return tf.max(tf.abs(tf.sub(direct, plain))).dataSync()[0];
    });
    expect(worst).toBe(0);
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });
});

describe('the repaired slice', () => {
  it('copies any stretch of a vector, and leaves other ranks and types to the shipped kernel', async () => {
    await new WasmBackend().start();
    const before = tf.memory().numBytes;
    tf.tidy(() => {
      const vector = tf.tensor1d([0, 1, 2, 3, 4, 5]);
      expect(Array.from(tf.slice(vector, [2], [3]).dataSync())).toEqual([2, 3, 4]);
      expect(Array.from(tf.slice(vector, [4], [-1]).dataSync())).toEqual([4, 5]);
      expect(Array.from(tf.slice(vector, [6], [0]).dataSync())).toEqual([]);
      expect(Array.from(tf.slice(tf.tensor1d([7, 8, 9], 'int32'), [1], [2]).dataSync())).toEqual([8, 9]);
      expect(Array.from(tf.slice(tf.reshape(vector, [2, 3]), [0, 1], [2, 2]).dataSync())).toEqual([1, 2, 4, 5]);
      expect(
        Array.from(
          tf
            .grad((v: tf.Tensor) => tf.sum(tf.square(tf.slice(v as tf.Tensor1D, [1], [2]))))(vector)
            .dataSync(),
        ),
      ).toEqual([0, 2, 4, 0, 0, 0]);
      expect(() => tf.slice(vector, [5], [3])).toThrow();
    });
    expect(tf.memory().numBytes).toBe(before);
  });
});

describe('the gradient of a lookup', () => {
  it('sums segments, and leaves no tensors behind', async () => {
    await new WasmBackend().start();
    const before = tf.memory();
    tf.tidy(() => {
      const at = tf.tensor1d([1, 0, 1], 'int32');
      expect(tf.unsortedSegmentSum(tf.tensor2d([[1, 2], [3, 4], [5, 6]]), at, 3).arraySync()).toEqual([[3, 4], [6, 8], [0, 0]]); // prettier-ignore
    });
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
    expect(tf.engine().backend.numDataIds()).toBe(tf.engine().state.numDataBuffers);
  });
});

describe('the gradients of a convolution', () => {
  const some = <R extends tf.Rank>(shape: tf.ShapeMap[R], phase: number): tf.Tensor<R> =>
    tf.tensor<R>(
      Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => Math.sin(1.7 * i + phase)),
      shape,
    );
  const kernels = ([height, width]: [number, number], stride: [number, number], pad: 'same' | 'valid' | number) => {
    const x = some<tf.Rank.R4>([2, height, width, 3], 0);
    const filter = some<tf.Rank.R4>([3, 2, 3, 4], 1);
    const convolved = (v: tf.Tensor, w: tf.Tensor): tf.Tensor =>
      tf.conv2d(v as tf.Tensor4D, w as tf.Tensor4D, stride, pad, 'NHWC', 1, pad === 1 ? 'floor' : undefined);
    const dy = some(convolved(x, filter).shape as [number, number, number, number], 2);
    return { x, filter, dy, convolved };
  };

  /** Σ dy·conv(v, w) is linear in each of v and w, so that its gradient against a direction is its value there. */
  it.each([
    [[6, 6], [1, 1], 'same'],
    [[6, 5], [1, 1], 'valid'],
    [[6, 6], [2, 2], 'same'],
    [[7, 5], [2, 2], 'same'],
    [[7, 6], [2, 1], 'valid'],
    [[8, 7], [3, 2], 'same'],
    [[6, 7], [2, 2], 1],
  ] as const)('of %j by 3×2, strides %j, padding %s, are adjoint to it', async ([height, width], [down, across], pad) => {
    await new WasmBackend().start();
    const before = tf.memory();
    tf.tidy(() => {
      const { x, filter, dy, convolved } = kernels([height, width], [down, across], pad);
      const [dx, dw] = tf.grads((v, w) => tf.sum(tf.mul(convolved(v, w), dy)))([x, filter]) as [tf.Tensor, tf.Tensor];
      const other = { x: some(x.shape, 5), filter: some(filter.shape, 6) };
      const inner = (a: tf.Tensor, b: tf.Tensor): number => tf.sum(tf.mul(a, b)).dataSync()[0] as number;
      const close = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThan(1e-4 * Math.max(1, Math.abs(b)));
      for (let k = 0; k < 3; k++) {
        const [u, w] = [tf.mul(other.x, some(x.shape, k)), tf.mul(other.filter, some(filter.shape, k))];
        close(inner(dx, u), inner(dy, convolved(u, filter)));
        close(inner(dw, w), inner(dy, convolved(x, w)));
      }
    });
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });
});
