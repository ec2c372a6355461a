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

describe('kernels made of others', () => {
  it('leave no tensors behind', async () => {
    await new WasmBackend().start();
    const before = tf.memory();
    tf.tidy(() => {
      const x = tf.reshape<tf.Rank.R4>(tf.linspace(-1, 1, 2 * 5 * 5 * 3), [2, 5, 5, 3]);
      const filter = tf.reshape<tf.Rank.R4>(tf.linspace(1, -1, 3 * 3 * 3 * 4), [3, 3, 3, 4]);
      for (const strides of [1, 2]) tf.grads((a, w) => tf.conv2d(a as tf.Tensor4D, w as tf.Tensor4D, strides, 'same'))([x, filter]);
      const at = tf.tensor1d([1, 0, 1], 'int32');
      expect(tf.unsortedSegmentSum(tf.tensor2d([[1, 2], [3, 4], [5, 6]]), at, 3).arraySync()).toEqual([[3, 4], [6, 8], [0, 0]]); // prettier-ignore
    });
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
    expect(tf.engine().backend.numDataIds()).toBe(tf.engine().state.numDataBuffers);
  });
});
