import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initialParameters, parameterLayout, type Backend, type Parameters, type Schedule, type ScoreNetwork } from '@partita/core';

/** Shapes, purity, gradients against finite differences, row independence and memory of a network on rows of `dimension` numbers. */
export function describeScoreNetwork(
  name: string,
  make: () => ScoreNetwork,
  { dimension, backend }: { dimension: number; backend: Backend },
): void {
  describe(`${name} fulfils ScoreNetwork`, () => {
    beforeAll(() => backend.start());

    const rows = 3;
    const network = make();
    const layout = parameterLayout(network.parameters);
    const vector = initialParameters(network.parameters, 1, 0);
    const views = (values: Float32Array): Parameters =>
      Object.fromEntries(
        layout.map(({ name: key, offset, size, shape }) => [key, tf.tensor(values.slice(offset, offset + size), [...shape])]),
      );
    const column = (value: number, n: number): tf.Tensor2D => tf.fill<tf.Rank.R2>([n, 1], value);
    const schedule = (n: number): Schedule => ({ t: column(0.3, n), logSnr: column(0.5, n), alpha: column(0.8, n), sigma: column(0.6, n) });
    const input = (): tf.Tensor2D =>
      tf.tensor2d(
        Array.from({ length: rows * dimension }, (_, i) => Math.sin(i + 1)),
        [rows, dimension],
      );
    const output = (): number[] => Array.from(tf.tidy(() => network.apply(views(vector), input(), schedule(rows)).dataSync()));

    it('names its parameters apart and starts them finite', () => {
      expect(new Set(layout.map(({ name: key }) => key)).size).toBe(layout.length);
      expect(vector.every(Number.isFinite)).toBe(true);
    });

    it('returns the shape of x, the same each time', () => {
      tf.tidy(() => {
        expect(network.apply(views(vector), input(), schedule(rows)).shape).toEqual([rows, dimension]);
      });
      expect(output()).toEqual(output());
    });

    it('takes a schedule that the whole batch shares', () => {
      const shared = Array.from(tf.tidy(() => network.apply(views(vector), input(), schedule(1)).dataSync()));
      const own = output();
      shared.forEach((value, i) => expect(value).toBeCloseTo(own[i] as number, 5));
    });

    it('treats each row by itself', () => {
      const alone = Array.from(
        tf.tidy(() => network.apply(views(vector), tf.slice(input(), [1, 0], [1, dimension]), schedule(1)).dataSync()),
      );
      const together = output();
      alone.forEach((value, i) => expect(value).toBeCloseTo(together[dimension + i] as number, 5));
    });

    it(
      'has the gradients that finite differences see, in parameters and in x',
      () => {
        const names = layout.map(({ name: key }) => key);
        const loss = (x: tf.Tensor2D, ...tensors: tf.Tensor[]): tf.Scalar =>
          tf.mean(tf.square(network.apply(Object.fromEntries(names.map((key, i) => [key, tensors[i] as tf.Tensor])), x, schedule(rows))));
        const valueAt = (values: Float32Array, x: tf.Tensor2D): number =>
          tf.tidy(() => loss(x, ...names.map((key) => views(values)[key] as tf.Tensor)).dataSync()[0] as number);
        const { grads } = tf.valueAndGrads((...all: tf.Tensor[]) => loss(all[0] as tf.Tensor2D, ...all.slice(1)))([
          input(),
          ...names.map((key) => views(vector)[key] as tf.Tensor),
        ]);
        const flat = grads.slice(1).flatMap((gradient) => Array.from(gradient.dataSync()));
        const h = 1e-2;
        for (let probe = 0; probe < Math.min(12, vector.length); probe++) {
          const at = Math.floor((probe * vector.length) / Math.min(12, vector.length));
          const shifted = (by: number): Float32Array => vector.map((value, i) => (i === at ? value + by : value));
          const difference = (valueAt(shifted(h), input()) - valueAt(shifted(-h), input())) / (2 * h);
          expect(Math.abs(difference - (flat[at] as number))).toBeLessThan(2e-3 * Math.max(1, Math.abs(difference)));
        }
        const moved = (by: number): tf.Tensor2D =>
          tf.add(
            input(),
            tf.tensor2d(
              Array.from({ length: rows * dimension }, (_, i) => (i === 1 ? by : 0)),
              [rows, dimension],
            ),
          );
        const byHand = (valueAt(vector, moved(h)) - valueAt(vector, moved(-h))) / (2 * h);
        expect(Math.abs(byHand - ((grads[0] as tf.Tensor).dataSync()[1] as number))).toBeLessThan(2e-3 * Math.max(1, Math.abs(byHand)));
      },
      PATIENCE,
    );

    it('leaves no tensor behind', () => {
      const before = tf.memory().numTensors;
      output();
      expect(tf.memory().numTensors).toBe(before);
    });
  });
}

/** Milliseconds for some dozens of evaluations, op by op. */
const PATIENCE = 120_000;
