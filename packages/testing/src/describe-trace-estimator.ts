import type { RowFunction, TraceEstimator } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

const ROWS = 64;
const matrix = [
  [0.5, -1, 2],
  [0.25, -0.75, 1],
  [3, -2, 0.125],
];

/** f(x) = sin(x·A) + x³, elementwise, so that J_ii = A_ii·cos((x·A)_i) + 3x_i². */
const rowFunction: RowFunction = (x) => tf.add(tf.sin(tf.matMul(x, tf.tensor2d(matrix))), tf.pow(x, 3));

const rowsOf = (): Tensor2D => tf.tensor2d(Array.from({ length: ROWS }, (_, i) => [Math.sin(i), Math.cos(2 * i), Math.sin(3 * i + 1)]));

function trueTrace(x: readonly number[]): number {
  return x.reduce(
    (sum, xi, i) =>
      sum + (matrix[i]?.[i] as number) * Math.cos(x.reduce((dot, xj, j) => dot + xj * (matrix[j]?.[i] as number), 0)) + 3 * xi ** 2,
    0,
  );
}

/**
 * What every trace estimator must do: return the function's own values, and traces that are right for each row.
 * @param name as the tests print it
 * @param make called inside each test, once the backend has started
 * @param options `tolerance`: of one row's trace; for a random estimator, of the mean over the 64 rows
 */
export function describeTraceEstimator(
  name: string,
  make: () => TraceEstimator | Promise<TraceEstimator>,
  { exact = true, tolerance = 1e-5 } = {},
): void {
  describe(`${name} as a TraceEstimator`, () => {
    const applyTo = async (rows: Tensor2D) => {
      const estimator = await make();
      const { value, trace } = tf.tidy(() => estimator.apply(rowFunction, rows));
      const result = { value: [...value.dataSync()], trace: [...trace.dataSync()], shape: trace.shape };
      tf.dispose([value, trace]);
      return result;
    };

    it('returns the value of the function, bit for bit', async () => {
      const rows = rowsOf();
      const expected = tf.tidy(() => [...rowFunction(rows).dataSync()]);
      expect((await applyTo(rows)).value).toEqual(expected);
      rows.dispose();
    });

    it('returns one trace per row, of the true Jacobian', async () => {
      const rows = rowsOf();
      const { trace, shape } = await applyTo(rows);
      expect(shape).toEqual([ROWS]);
      const errors = rows.arraySync().map((row, i) => (trace[i] as number) - trueTrace(row));
      const mean = errors.reduce((sum, error) => sum + error, 0) / ROWS;
      if (exact) for (const error of errors) expect(Math.abs(error)).toBeLessThan(tolerance);
      expect(Math.abs(mean)).toBeLessThan(tolerance);
      rows.dispose();
    });

    it('leaves no tensor behind in a tidy', async () => {
      const rows = rowsOf();
      await applyTo(rows);
      const before = tf.memory().numTensors;
      await applyTo(rows);
      expect(tf.memory().numTensors).toBe(before);
      rows.dispose();
    });
  });
}
