import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { jit, OnnxBackend } from '@partita/backend-onnx';
import { describeBackend } from '@partita/testing';

// What a bundler's condition `browser` chooses, in Node: everything but the page.
vi.mock('#platform', () => import('../../src/platform/browser.ts'));

it('has to be fetched before the first call, and says so', () => {
  const f = jit((x: tf.Tensor) => tf.square(x));
  expect(() => f(tf.scalar(3))).toThrow(/^In browsers ONNX Runtime has to be fetched first: await new OnnxBackend\(\)\.start\(\)/);
  f.dispose();
});

describeBackend('onnx on WebAssembly', () => new OnnxBackend());

describe('ONNX Runtime on WebAssembly', () => {
  beforeAll(() => new OnnxBackend().start());
  const read = (x: tf.Tensor): number[] => Array.from(x.dataSync());

  it('keeps whole numbers, truths and empty tensors', () => {
    const f = jit(
      (n: tf.Tensor, p: tf.Tensor, none: tf.Tensor) => [tf.add(n, tf.scalar(1, 'int32')), tf.logicalNot(p), tf.mul(none, 2)] as const,
    );
    const [m, q, empty] = f(tf.tensor1d([2 ** 24 + 1], 'int32'), tf.tensor2d([[1, 0]], [1, 2], 'bool'), tf.zeros([0, 3]));
    expect([m.dtype, q.dtype, q.shape, empty.shape]).toEqual(['int32', 'bool', [1, 2], [0, 3]]);
    expect([read(m), read(q)]).toEqual([[2 ** 24 + 2], [0, 1]]);
    f.dispose();
  });

  it('convolves and differentiates as tfjs does', () => {
    const draw = (shape: number[], seed: number): tf.Tensor => tf.randomNormal(shape, 0, 1, 'float32', seed);
    const [images, filter] = [draw([2, 8, 8, 16], 1) as tf.Tensor4D, draw([3, 3, 16, 32], 2) as tf.Tensor4D];
    const gradients = (x: tf.Tensor4D, w: tf.Tensor4D): tf.Tensor[] =>
      tf.grads((v: tf.Tensor, u: tf.Tensor) => tf.mean(tf.square(tf.relu(tf.conv2d(v as tf.Tensor4D, u as tf.Tensor4D, 1, 'same')))))([
        x,
        w,
      ]);
    const compiled = jit(gradients);
    const [found, expected] = [compiled(images, filter), gradients(images, filter)].map((results) => results.map(read));
    found?.forEach((numbers, i) => {
      const distance = Math.hypot(...numbers.map((value, j) => value - (expected?.[i]?.[j] as number)));
      expect(distance / Math.hypot(...(expected?.[i] as number[]))).toBeLessThan(1e-5);
    });
    expect(found).toHaveLength(2);
    compiled.dispose();
  });

  it('says that memory is too small, and goes on', () => {
    const outer = jit((v: tf.Tensor) => tf.matMul(tf.reshape(v, [-1, 1]), tf.reshape(v, [1, -1])));
    const call = (n: number): number[] => tf.tidy(() => outer(tf.ones([n])).shape);
    expect(() => call(40_000)).toThrow(/^A compiled function does not fit into memory; call it with smaller batches/);
    expect(call(2)).toEqual([2, 2]);
    outer.dispose();
  });

  it('has one thread and no other provider', async () => {
    const many = jit((x: tf.Tensor) => tf.square(x), { threads: 2 });
    expect(() => many(tf.scalar(1))).toThrow(/one thread; leave threads at 1/);
    await expect(new OnnxBackend({ provider: 'webgpu' }).start()).rejects.toThrow(/no execution provider 'webgpu'/);
  });

  it('gives back all that disposed functions and calls held', () => {
    const size = 1e6;
    const x = tf.zeros([size]);
    const use = (i: number): void => {
      const f = jit((v: tf.Tensor) => tf.sum(tf.mul(v, tf.tensor1d(new Float32Array(size).map((_, j) => i + j)))));
      for (let call = 0; call < 3; call++) f(x).dispose();
      f.dispose();
    };
    for (let i = 0; i < 5; i++) use(i);
    const { rss } = process.memoryUsage();
    for (let i = 0; i < 20; i++) use(5 + i);
    expect(process.memoryUsage().rss - rss).toBeLessThan(40e6); // kept, their constants were 80 MB and their inputs 240 MB
    x.dispose();
  });
});
