import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '@partita/core';

const rows = (n: number, m: number, phase = 0): number[] => Array.from({ length: n * m }, (_, i) => Math.sin(1.7 * i + phase));

/** Plain matrix product in double precision, the reference. */
function product(a: readonly number[], b: readonly number[], n: number, k: number, m: number): number[] {
  return Array.from({ length: n * m }, (_, at) => {
    let sum = 0;
    for (let j = 0; j < k; j++) sum += (a[Math.floor(at / m) * k + j] as number) * (b[j * m + (at % m)] as number);
    return sum;
  });
}

/** What a runtime must do for Partita: compile pure functions, give right values and gradients, and hold on to nothing. */
export function describeBackend(name: string, make: () => Backend): void {
  describe(`${name} fulfils Backend`, () => {
    const backend = make();
    beforeAll(() => backend.start());
    afterAll(() => backend.stop());

    it('starts more than once', async () => {
      await backend.start();
      const double = backend.compile(({ x }: { x: tf.Tensor }) => ({ y: tf.mul(x, 2) }));
      const x = tf.scalar(21);
      const { y } = double({ x });
      expect((await y.data())[0]).toBe(42);
      tf.dispose([x, y]);
      double.dispose();
    });

    for (const [transposeA, transposeB] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const)
      it(`multiplies matrices, transposed ${String(transposeA)}, ${String(transposeB)}`, async () => {
        const [n, k, m] = [5, 7, 3];
        const flip = (values: readonly number[], r: number, c: number): number[] =>
          Array.from({ length: r * c }, (_, i) => values[(i % r) * c + Math.floor(i / r)] as number);
        const [a, b] = [rows(n, k), rows(k, m, 1)];
        const multiply = backend.compile(({ x, y }: { x: tf.Tensor2D; y: tf.Tensor2D }) => ({
          z: tf.matMul(x, y, transposeA, transposeB),
        }));
        const x = transposeA ? tf.tensor2d(flip(a, n, k), [k, n]) : tf.tensor2d(a, [n, k]);
        const y = transposeB ? tf.tensor2d(flip(b, k, m), [m, k]) : tf.tensor2d(b, [k, m]);
        const { z } = multiply({ x, y });
        const expected = product(a, b, n, k, m);
        (await z.data()).forEach((value, i) => expect(value).toBeCloseTo(expected[i] as number, 4));
        tf.dispose([x, y, z]);
        multiply.dispose();
      });

    it('differentiates what it compiles', async () => {
      const gradient = backend.compile(({ x, w }: { x: tf.Tensor2D; w: tf.Tensor2D }) => {
        const { value, grads } = tf.valueAndGrads((v: tf.Tensor) => tf.mean(tf.square(tf.elu(tf.matMul(x, v as tf.Tensor2D)))))([w]);
        return { value, gradient: grads[0] as tf.Tensor };
      });
      const [x, values] = [tf.tensor2d(rows(6, 4), [6, 4]), rows(4, 3, 2)];
      const run = async (w: readonly number[]): Promise<{ value: number; gradient: Float32Array }> => {
        const weights = tf.tensor2d([...w], [4, 3]);
        const results = gradient({ x, w: weights });
        const read = { value: (await results.value.data())[0] as number, gradient: (await results.gradient.data()) as Float32Array };
        tf.dispose([weights, results.value, results.gradient]);
        return read;
      };
      const { gradient: found } = await run(values);
      const h = 1e-2;
      for (const i of values.keys()) {
        const moved = async (by: number): Promise<number> => (await run(values.map((value, j) => (i === j ? value + by : value)))).value;
        expect(found[i]).toBeCloseTo(((await moved(h)) - (await moved(-h))) / (2 * h), 2);
      }
      x.dispose();
      gradient.dispose();
    });

    it('takes and returns trees', async () => {
      const swap = backend.compile(({ left, right }: { left: { a: tf.Tensor }; right: tf.Tensor }) => ({
        left: { b: tf.add(right, 1) },
        right: tf.mul(left.a, 2),
      }));
      const inputs = { left: { a: tf.tensor1d([1, 2]) }, right: tf.tensor1d([3]) };
      const results = swap(inputs);
      expect(Array.from(await results.left.b.data())).toEqual([4]);
      expect(Array.from(await results.right.data())).toEqual([2, 4]);
      tf.dispose([inputs, results]);
      swap.dispose();
    });

    it('holds a constant number of tensors and bytes', () => {
      const step = backend.compile(({ x }: { x: tf.Tensor2D }) => ({
        x: tf.sub<tf.Tensor2D>(x, tf.grad((v: tf.Tensor) => tf.sum(tf.square(tf.matMul(v as tf.Tensor2D, v as tf.Tensor2D, true))))(x)),
      }));
      let x = tf.tensor2d(
        rows(4, 4).map((v) => v / 100),
        [4, 4],
      );
      const advance = (): void => {
        const next = step({ x });
        x.dispose();
        x = next.x;
      };
      advance();
      const { numTensors, numBytes } = tf.memory();
      for (let i = 0; i < 200; i++) advance();
      expect(tf.memory().numTensors).toBe(numTensors);
      expect(tf.memory().numBytes).toBe(numBytes);
      x.dispose();
      step.dispose();
    });
  });
}
