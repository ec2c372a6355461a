import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { OnnxBackend, jit } from '@partita/backend-onnx';
import { some } from './sweep/compare.ts';

/** Operators on matrices of one shape, smooth enough for a gradient and tame enough not to overflow. */
const UNARY: readonly ((x: tf.Tensor) => tf.Tensor)[] = [
  (x) => tf.tanh(x),
  (x) => tf.elu(x),
  (x) => tf.sigmoid(x),
  (x) => tf.sin(x),
  (x) => tf.neg(x),
  (x) => tf.softmax(x),
  (x) => tf.mul(x, 0.5),
  (x) => tf.add(tf.zerosLike(x), x),
  (x) => tf.transpose(tf.reshape(tf.transpose(x), [4, 4])),
  (x) => tf.tile(tf.mean(x, 0, true), [4, 1]),
  (x) => tf.add(x, tf.sum(x, 1, true)),
  (x) => tf.concat([tf.slice(x, [2, 0], [2, 4]), tf.slice(x, [0, 0], [2, 4])]),
  (x) =>
    tf.pad(tf.slice(x, [0, 1], [4, 2]), [
      [0, 0],
      [1, 1],
    ]),
  (x) => tf.stack(tf.unstack(x, 1).reverse(), 1),
  (x) => tf.where(tf.greater(x, 0.1), tf.tanh(x), tf.square(tf.tanh(x))),
  (x) => tf.log(tf.add(tf.square(x), 1)),
];
const BINARY: readonly ((a: tf.Tensor, b: tf.Tensor) => tf.Tensor)[] = [
  (a, b) => tf.add(a, b),
  (a, b) => tf.sub(a, b),
  (a, b) => tf.mul(tf.tanh(a), b),
  (a, b) => tf.matMul(tf.tanh(a), b),
  (a, b) => tf.matMul(a, tf.tanh(b), true),
  (a, b) => tf.div(a, tf.add(1, tf.square(b))),
  (a, b) => tf.add(tf.matMul(tf.tanh(a), tf.tanh(b), false, true), tf.slice(a, [0, 0], [1, 4])),
];

interface Step {
  readonly op: number;
  readonly left: number;
  readonly right: number;
}

/** Each step applies an operator to earlier results; what comes out is the last one, kept within bounds. */
function run(steps: readonly Step[], inputs: readonly tf.Tensor[]): tf.Tensor {
  const values = [...inputs];
  for (const { op, left, right } of steps) {
    const [a, b] = [values[left % values.length]!, values[right % values.length]!];
    const result = op < UNARY.length ? UNARY[op]!(a) : BINARY[op - UNARY.length]!(a, b);
    values.push(tf.mul(result, 0.7));
  }
  return values.at(-1)!;
}

const step = fc.record({ op: fc.nat(UNARY.length + BINARY.length - 1), left: fc.nat(30), right: fc.nat(30) });

beforeAll(() => new OnnxBackend().start());

it('random programs and their gradients give what eager tfjs gives', () => {
  const inputs = [some([4, 4], -1, 1, 1), some([4, 4], -1, 1, 2)];
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      const f = (a: tf.Tensor, b: tf.Tensor): tf.Tensor[] => {
        const loss = (u: tf.Tensor, v: tf.Tensor): tf.Tensor =>
          tf.add(tf.mean(tf.square(run(steps, [u, v]))), tf.mul(1e-3, tf.add(tf.sum(u), tf.sum(v))));
        const { value, grads } = tf.valueAndGrads(loss)([a, b]);
        return [value, ...grads, run(steps, [a, b])];
      };
      const compiled = jit(f);
      const agree = tf.tidy(() => {
        const expected = f(inputs[0]!, inputs[1]!);
        return compiled(inputs[0]!, inputs[1]!).every((tensor, i) => {
          const [a, b] = [tensor.dataSync(), expected[i]!.dataSync()];
          const scale = Math.max(1e-3, ...b.map(Math.abs));
          return b.every((value, j) => Math.abs((a[j] as number) - value) <= 1e-4 * scale);
        });
      });
      compiled.dispose();
      return agree;
    }),
    { numRuns: 80, seed: 2306 },
  );
  expect(tf.getBackend()).toBe('cpu');
});
