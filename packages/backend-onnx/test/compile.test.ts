import { parseValue, type ComponentDescriptor } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { backendOnnxPlugin, OnnxBackend, jit } from '@partita/backend-onnx';
import { describeBackend } from '@partita/testing';

describeBackend('onnx', () => new OnnxBackend());

const read = (x: tf.Tensor): number[] => Array.from(x.dataSync());

it('is the component onnx', () => {
  const [component] = backendOnnxPlugin.components;
  expect(component).toMatchObject({ kind: 'onnx' });
  expect(parseValue((component as ComponentDescriptor).options, {})).toEqual({ provider: 'cpu', threads: 1, cacheLimit: 16 });
});

describe('compiled functions', () => {
  const backend = new OnnxBackend();
  beforeAll(() => backend.start());

  it('take the tensors they close over as they are at each call', () => {
    const weight = tf.variable(tf.tensor1d([1, 2]));
    const f = jit((x: tf.Tensor) => tf.mul(x, weight));
    const x = tf.tensor1d([3, 5]);
    expect(tf.tidy(() => read(f(x)))).toEqual([3, 10]);
    weight.assign(tf.tensor1d([10, 20]));
    expect(tf.tidy(() => read(f(x)))).toEqual([30, 100]);
    f.dispose();
    tf.dispose([weight, x]);
  });

  it('give results that do not change when inputs do, and inputs that stay', () => {
    const f = jit((x: tf.Tensor) => ({ same: x, twice: tf.mul(x, 2), again: tf.reshape(x, [1, 2]) }));
    const numbers = Float32Array.of(1, 2);
    const x = tf.tensor1d(numbers);
    const first = f(x);
    numbers[0] = 7;
    const second = f(x);
    expect(read(first.same)).toEqual([1, 2]);
    expect(read(first.again)).toEqual([1, 2]);
    expect(read(first.twice)).toEqual([2, 4]);
    expect(read(second.twice)).toEqual([14, 4]);
    expect(x.isDisposed).toBe(false);
    tf.dispose([x, first, second]);
    f.dispose();
  });

  it('take lists, nested trees, numbers and texts', () => {
    const f = jit((inputs: { a: tf.Tensor[]; how: { by: number; name: string } }, sign: number) => ({
      list: inputs.a.map((x) => tf.mul(x, inputs.how.by * sign)),
      name: inputs.how.name,
    }));
    const a = [tf.scalar(1), tf.scalar(2)];
    const results = f({ a, how: { by: 3, name: 'n' } }, -1);
    expect(results.list.map((x) => read(x)[0])).toEqual([-3, -6]);
    expect(results.name).toBe('n');
    expect(f({ a, how: { by: 3, name: 'n' } }, 1).list.map((x) => read(x)[0])).toEqual([3, 6]);
    f.dispose();
  });

  it('become part of a function that calls them', () => {
    const inner = jit((x: tf.Tensor) => tf.square(x));
    const outer = jit((x: tf.Tensor) => tf.grad((v: tf.Tensor) => inner(v))(x));
    const x = tf.tensor1d([3, -1]);
    expect(tf.tidy(() => read(outer(x)))).toEqual([6, -2]);
    inner.dispose();
    outer.dispose();
    x.dispose();
  });

  it('run op by op under a gradient that is taken outside', () => {
    const f = jit((x: tf.Tensor) => tf.square(x));
    const x = tf.tensor1d([3, -1]);
    expect(tf.tidy(() => read(tf.grad((v: tf.Tensor) => tf.add(v, f(v)))(x)))).toEqual([7, -1]);
    f.dispose();
    x.dispose();
  });

  it('work beside those of another copy of the package', async () => {
    vi.resetModules();
    const other = await import('@partita/backend-onnx');
    expect(other.jit).not.toBe(jit);
    const x = tf.tensor1d([2]);
    for (const make of [jit, other.jit, jit]) {
      const f = make((v: tf.Tensor) => tf.grad((u: tf.Tensor) => tf.square(u))(v));
      expect(tf.tidy(() => read(f(x)))).toEqual([4]);
      f.dispose();
    }
    x.dispose();
  });

  it('may call layers', () => {
    const model = sequential({
      layers: [
        layers.conv2d({ inputShape: [6, 6, 2], filters: 3, kernelSize: 3, activation: 'relu' }),
        layers.flatten(),
        layers.dense({ units: 2 }),
      ],
    });
    const x = tf.randomNormal([4, 6, 6, 2], 0, 1, 'float32', 7);
    const f = jit((v: tf.Tensor) => model.predict(v) as tf.Tensor);
    const [found, expected] = [read(f(x)), read(model.predict(x) as tf.Tensor)];
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i] as number, 5));
    f.dispose();
  });

  it('keep whole numbers and truths', () => {
    const f = jit((n: tf.Tensor, p: tf.Tensor) => [tf.add(n, tf.scalar(1, 'int32')), tf.logicalNot(p)] as const);
    const [m, q] = f(tf.tensor1d([2 ** 24 + 1], 'int32'), tf.tensor1d([true, false], 'bool'));
    expect([m.dtype, q.dtype]).toEqual(['int32', 'bool']);
    expect(read(m)).toEqual([2 ** 24 + 2]);
    expect(read(q)).toEqual([0, 1]);
    f.dispose();
  });

  it('take empty tensors', () => {
    const f = jit((x: tf.Tensor) => [tf.mul(x, 2), tf.sum(x)] as const);
    const [twice, sum] = f(tf.zeros([0, 3]));
    expect(twice.shape).toEqual([0, 3]);
    expect(read(sum)).toEqual([0]);
    f.dispose();
  });

  it('are no deeper than the machine: five thousand operators in a chain', () => {
    const f = jit((x: tf.Tensor) => {
      let y = x;
      for (let i = 0; i < 5000; i++) y = tf.sin(y);
      return y;
    });
    expect(Number.isFinite(tf.tidy(() => read(f(tf.scalar(1)))[0]))).toBe(true);
    f.dispose();
  });

  it('give the same bits at every call', () => {
    const f = jit((x: tf.Tensor2D) => tf.softmax(tf.matMul(x, x, false, true)));
    const x = tf.randomNormal<tf.Rank.R2>([64, 64], 0, 1, 'float32', 3);
    const [a, b] = [f(x), f(x)];
    expect(read(a)).toEqual(read(b));
    tf.dispose([a, b, x]);
    f.dispose();
  });

  it('give back all they hold when they are disposed', () => {
    const [size, count] = [1e6, 50];
    const x = tf.zeros([size]);
    const use = (i: number): void => {
      const f = jit((v: tf.Tensor) => tf.sum(tf.mul(v, tf.tensor1d(new Float32Array(size).map((_, j) => i + j)))));
      f(x).dispose();
      f.dispose();
    };
    for (let i = 0; i < 10; i++) use(i);
    const { rss } = process.memoryUsage();
    const { numTensors } = tf.memory();
    for (let i = 0; i < count; i++) use(10 + i);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(process.memoryUsage().rss - rss).toBeLessThan((4 * size * count) / 3); // kept, their constants alone were three times that
    x.dispose();
  });

  it('hold constant memory over two thousand calls', () => {
    const f = jit((x: tf.Tensor2D) => {
      const { value, grad } = tf.valueAndGrad((v: tf.Tensor) => tf.mean(tf.square(tf.elu(tf.matMul(v as tf.Tensor2D, v as tf.Tensor2D)))))(
        x,
      );
      return { value, x: tf.sub(x, tf.mul(grad, 0.01)) };
    });
    let x = tf.randomNormal([48, 48], 0, 0.1, 'float32', 5);
    const call = (): void => {
      const { value, x: next } = f(x as tf.Tensor2D);
      tf.dispose([value, x]);
      x = next;
    };
    for (let i = 0; i < 500; i++) call();
    const { numTensors, numBytes } = tf.memory();
    const { rss } = process.memoryUsage();
    for (let i = 0; i < 2000; i++) call();
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(tf.memory().numBytes).toBe(numBytes);
    expect(process.memoryUsage().rss - rss).toBeLessThan(60e6); // results of 37 MB in all wait for the collector
    x.dispose();
    f.dispose();
  });
});
