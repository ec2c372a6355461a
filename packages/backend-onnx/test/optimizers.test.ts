import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { jit, OnnxBackend } from '@partita/backend-onnx';

/** tfjs's optimisers on the weights of a small network, by a step that is the same for eager and compiled runs. */
function problem(make: () => tf.Optimizer) {
  const optimizer = make();
  const draw = (shape: number[], seed: number): tf.Tensor => tf.randomNormal(shape, 0, 0.5, 'float32', seed);
  const [x, y] = [draw([32, 3], 1), draw([32, 2], 2)] as [tf.Tensor2D, tf.Tensor2D];
  const weights = [draw([3, 8], 3), draw([8, 2], 4)].map((value) => tf.variable(value)) as [
    tf.Variable<tf.Rank.R2>,
    tf.Variable<tf.Rank.R2>,
  ];
  const step = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Scalar =>
    optimizer.minimize(
      () => tf.mean(tf.square(tf.sub(tf.matMul(tf.elu(tf.matMul(a, weights[0])), weights[1]), b))),
      true,
      weights,
    ) as tf.Scalar;
  const run = (update: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.Scalar, steps: number): number[] =>
    Array.from({ length: steps }, () => tf.tidy(() => update(x, y).dataSync()[0] as number));
  const read = (): number[] => weights.flatMap((weight) => Array.from(weight.dataSync()));
  const dispose = (): void => {
    optimizer.dispose();
    tf.dispose([x, y, ...weights]);
  };
  return { step, run, read, dispose };
}

describe('optimisers of tfjs under jit', () => {
  beforeAll(() => new OnnxBackend().start());

  for (const [name, make] of Object.entries({
    sgd: () => tf.train.sgd(0.1),
    momentum: () => tf.train.momentum(0.05, 0.9),
    'momentum, Nesterov': () => tf.train.momentum(0.05, 0.9, true),
    adagrad: () => tf.train.adagrad(0.1),
    adadelta: () => tf.train.adadelta(0.5),
    adam: () => tf.train.adam(0.01),
    adamax: () => tf.train.adamax(0.01),
    rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.5),
    'rmsprop, centred': () => tf.train.rmsprop(0.01, 0.9, 0.5, undefined, true),
  }))
    it(`${name} learns as it does eagerly, from its first step on`, () => {
      const [eager, compiled] = [problem(make), problem(make)];
      const step = jit(compiled.step);
      const expected = { losses: eager.run(eager.step, 20), weights: eager.read() };
      const found = { losses: compiled.run(step, 20), weights: compiled.read() };
      expect(found.losses.at(-1)).toBeLessThan(found.losses[0] as number);
      for (const key of ['losses', 'weights'] as const) {
        const distance = Math.hypot(...found[key].map((value, i) => value - (expected[key][i] as number)));
        expect(distance / Math.hypot(...expected[key])).toBeLessThan(1e-5);
      }
      step.dispose();
      eager.dispose();
      compiled.dispose();
    });

  it('hold a constant number of tensors and bytes', () => {
    const { step, run, dispose } = problem(() => tf.train.adam(0.01));
    const compiled = jit(step);
    run(compiled, 2);
    const { numTensors, numBytes } = tf.memory();
    run(compiled, 50);
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    compiled.dispose();
    dispose();
  });
});

describe('variables in compiled functions', () => {
  const read = (x: tf.Tensor): number[] => Array.from(x.dataSync());

  it('are read as they were assigned, within a call and from call to call', () => {
    const counter = tf.variable(tf.scalar(1));
    const f = jit((by: tf.Scalar) => {
      const before = tf.mul(counter, 1);
      counter.assign(tf.add(counter, by));
      counter.assign(tf.mul(counter, 2));
      return { before, after: tf.add(counter, 100) };
    });
    const by = tf.scalar(3);
    for (const [before, after] of [
      [1, 8],
      [8, 22],
      [22, 50],
    ] as const) {
      const results = f(by);
      expect([...read(results.before), ...read(results.after), ...read(counter)]).toEqual([before, after + 100, after]);
      tf.dispose(results);
    }
    f.dispose();
    tf.dispose([counter, by]);
  });

  it('can swap, and take inputs and constants as they are', () => {
    const [a, b, c, d] = [1, 2, 3, 4].map((value) => tf.variable(tf.scalar(value))) as [tf.Variable, tf.Variable, tf.Variable, tf.Variable];
    const swap = jit((x: tf.Tensor) => {
      const kept = a.clone();
      a.assign(b);
      b.assign(kept);
      c.assign(x);
      d.assign(tf.scalar(7));
    });
    const x = tf.scalar(9);
    for (let i = 0; i < 3; i++) swap(x);
    expect([a, b, c, d].flatMap(read)).toEqual([2, 1, 9, 7]);
    c.assign(tf.scalar(0));
    expect(read(x)).toEqual([9]);
    swap.dispose();
    tf.dispose([a, b, c, d, x]);
  });

  it('stay as they were when a call fails', () => {
    const total = tf.variable(tf.scalar(5));
    const f = jit((x: tf.Tensor) => {
      total.assign(tf.sum<tf.Scalar>(tf.matMul(tf.reshape(x, [-1, 1]), tf.reshape(x, [1, -1]))));
    });
    expect(() => tf.tidy(() => f(tf.zeros([2_000_000])))).toThrow(/memory/);
    expect(read(total)).toEqual([5]);
    total.dispose();
    expect(() => tf.tidy(() => f(tf.zeros([2])))).toThrow(/disposed/);
    f.dispose();
  });
});
