import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { jit } from '@partita/backend-onnx';

tf.env().set('IS_TEST', true); // no advertisement

export type Case = readonly [
  name: string,
  f: (...inputs: tf.Tensor[]) => tf.Tensor | tf.Tensor[],
  inputs: readonly tf.Tensor[],
  options?: CaseOptions,
];

export interface CaseOptions {
  /** Whether the gradient in the float32 inputs is compared too. @default true */
  readonly gradient?: boolean;
  /** Largest difference, relative to the largest number. @default 1e-5 */
  readonly tolerance?: number;
}

/** Repeatable numbers in [low, high), none of them on a corner of a piecewise function. */
export function some(shape: number[], low = -2, high = 2, seed = 1): tf.Tensor {
  const size = shape.reduce((product, n) => product * n, 1);
  const fraction = (x: number): number => x - Math.floor(x);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => low + (high - low) * fraction(Math.sin(12.9898 * (i + 1) + 78.233 * seed) * 43758.5453)),
    shape,
  );
}

export const ints = (shape: number[], low: number, high: number, seed = 1): tf.Tensor =>
  tf.cast(tf.floor(some(shape, low, high, seed)), 'int32');
export const bools = (shape: number[], seed = 1): tf.Tensor => tf.greater(some(shape, -1, 1, seed), 0);

export function expectSame(found: tf.Tensor, expected: tf.Tensor, tolerance: number): void {
  expect(found.shape).toEqual(expected.shape);
  expect(found.dtype).toBe(expected.dtype);
  const [a, b] = [found.dataSync(), expected.dataSync()];
  const scale = Math.max(1e-6, ...b.map((value) => (Number.isFinite(value) ? Math.abs(value) : 0)));
  b.forEach((value, i) => {
    if (Number.isFinite(value))
      expect(Math.abs((a[i] as number) - value) / scale, `element ${i}: ${String(a[i])} for ${value}`).toBeLessThanOrEqual(tolerance);
    else expect(a[i], `element ${i}`).toBe(value);
  });
}

const asList = (result: tf.Tensor | tf.Tensor[]): tf.Tensor[] => (Array.isArray(result) ? result : [result]);

/** Compares a compiled function, and its compiled gradient, with eager tfjs. */
export function compare([name, f, inputs, { gradient = true, tolerance = 1e-5 } = {}]: Case): void {
  it(name, () => {
    const check = (g: (...operands: tf.Tensor[]) => tf.Tensor[], operands: readonly tf.Tensor[]): void => {
      const compiled = jit(g);
      const expected = tf.tidy(() => g(...operands));
      const found = compiled(...operands);
      expect(found).toHaveLength(expected.length);
      found.forEach((tensor, i) => expectSame(tensor, expected[i]!, tolerance));
      tf.dispose([found, expected]);
      compiled.dispose();
    };
    check((...operands) => asList(f(...operands)), inputs);
    if (!gradient) return;
    const moving = inputs.flatMap(({ dtype }, i) => (dtype === 'float32' ? [i] : []));
    const output = tf.tidy(() => asList(f(...inputs))[0]!.shape);
    const dy = some(output, -1, 1, 99);
    check(
      (upstream, ...operands) =>
        tf.grads((...xs) => {
          const all = [...operands];
          moving.forEach((at, i) => (all[at] = xs[i]!));
          return asList(f(...all))[0]!;
        })(
          moving.map((at) => operands[at]!),
          upstream,
        ),
      [dy, ...inputs],
    );
  });
}

export const SUMS: CaseOptions = { tolerance: 2e-5 };
export const VALUES: CaseOptions = { gradient: false };
