import { randomStream, type RowFunction, type TraceEstimator } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

const POINTS = 16;
const COPIES = 64;
const matrix = [
  [0.5, -1, 2],
  [0.25, -0.75, 1],
  [3, -2, 0.125],
];

/** f(x) = sin(x·A) + x³, elementwise, so that J_ii = A_ii·cos((x·A)_i) + 3x_i². */
const rowFunction: RowFunction = (x) => tf.add(tf.sin(tf.matMul(x, tf.tensor2d(matrix))), tf.pow(x, 3));

const points = Array.from({ length: POINTS }, (_, i) => [Math.sin(i), Math.cos(2 * i), Math.sin(3 * i + 1)]);

function trueTrace(x: readonly number[]): number {
  return x.reduce(
    (sum, xi, i) =>
      sum + (matrix[i]?.[i] as number) * Math.cos(x.reduce((dot, xj, j) => dot + xj * (matrix[j]?.[i] as number), 0)) + 3 * xi ** 2,
    0,
  );
}

/** The directions of rows of the given positions, `[directions, rows, 3]`. */
function directionsOf(estimator: TraceEstimator, positions: readonly number[]): Tensor3D {
  const own = positions.map((position) => {
    const out = new Float32Array(estimator.directions * 3).fill(NaN);
    estimator.draw(out, 3, randomStream(5, 'probe', position));
    return out;
  });
  const rows = Array.from({ length: estimator.directions }, (_, k) => own.map((out) => [...out.subarray(3 * k, 3 * k + 3)]));
  return tf.tensor3d(rows.flat(2), [estimator.directions, positions.length, 3]);
}

/**
 * What every trace estimator must do: return the function's own values, and estimates of the trace for each row that are
 * independent, unbiased, and a function of that row and its directions alone.
 * @param name as the tests print it
 * @param make called inside each test, once the backend has started
 * @param options `tolerance`: of one row's trace where there is nothing random
 */
export function describeTraceEstimator(
  name: string,
  make: () => TraceEstimator | Promise<TraceEstimator>,
  { tolerance = 1e-5 } = {},
): void {
  describe(`${name} as a TraceEstimator`, () => {
    /** Applies it to points, each of which stands at a position. */
    const applyTo = async (x: readonly (readonly number[])[], positions = x.map((_, i) => i)) => {
      const estimator = await make();
      const rows = tf.tensor2d(x.flat(), [x.length, 3]);
      const directions = directionsOf(estimator, positions);
      const { value, traces } = tf.tidy(() => ({ ...estimator.apply(rowFunction, rows, directions) }));
      const result = { estimator, value: [...value.dataSync()], traces: traces.arraySync(), shape: traces.shape };
      tf.dispose([rows, directions, value, traces]);
      return result;
    };

    it('returns the value of the function, bit for bit', async () => {
      const expected = tf.tidy(() => [...rowFunction(tf.tensor2d(points)).dataSync()]);
      expect((await applyTo(points)).value).toEqual(expected);
    });

    it('fills all directions that it asks for, as a function of the stream', async () => {
      const estimator = await make();
      tf.tidy(() => {
        const drawn = directionsOf(estimator, [3, 4]).dataSync();
        expect(drawn.every(Number.isFinite)).toBe(true);
        expect(directionsOf(estimator, [3, 4]).dataSync()).toEqual(drawn);
        if (estimator.directions > 0) expect(directionsOf(estimator, [4, 3]).dataSync()).not.toEqual(drawn);
      });
    });

    it('returns its estimates for each row, and their mean is the trace of the true Jacobian', async () => {
      const copies = points.flatMap((point) => Array.from({ length: COPIES }, () => point));
      const { estimator, traces, shape } = await applyTo(copies);
      expect(shape).toEqual([POINTS * COPIES, estimator.estimates]);
      points.forEach((point, i) => {
        const errors = traces.slice(i * COPIES, (i + 1) * COPIES).flatMap((row) => row.map((trace) => trace - trueTrace(point)));
        if (estimator.directions === 0) expect(Math.max(...errors.map(Math.abs))).toBeLessThan(tolerance);
        const mean = errors.reduce((sum, error) => sum + error / errors.length, 0);
        const variance = errors.reduce((sum, error) => sum + (error - mean) ** 2 / (errors.length - 1), 0);
        expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(variance / errors.length) + tolerance);
      });
    });

    it('makes a row a function of itself and its directions', async () => {
      const { traces } = await applyTo(points);
      const some = [5, 2, 11];
      const chosen = some.map((i) => points[i] as number[]);
      expect((await applyTo(chosen, some)).traces).toEqual(some.map((i) => traces[i]));
    });

    it('takes a Jacobian that is zero', async () => {
      const estimator = await make();
      tf.tidy(() => {
        const directions = directionsOf(estimator, [0, 1]);
        const { traces } = estimator.apply((x) => tf.mul(x, 0), tf.zeros([2, 3]), directions);
        expect([...traces.dataSync()].every((trace) => Math.abs(trace) === 0)).toBe(true);
      });
    });

    it('leaves no tensor behind in a tidy', async () => {
      await applyTo(points);
      const before = tf.memory().numTensors;
      await applyTo(points);
      expect(tf.memory().numTensors).toBe(before);
    });
  });
}
