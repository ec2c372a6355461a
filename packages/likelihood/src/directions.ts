import { randomStream } from '@partita/core';
import type { TraceEstimator } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';

/** Which rows of which solve. */
export interface RowRange {
  readonly seed: number;
  /** Position of the first row among all that are asked about. */
  readonly first: number;
  readonly count: number;
  readonly dimension: number;
}

/** The directions of consecutive rows, `[directions, count, dimension]`: a function of (seed, row), whatever the batch. None if none are needed. */
export function drawDirections(trace: TraceEstimator, { seed, first, count, dimension }: RowRange): Tensor3D | undefined {
  if (trace.directions === 0) return undefined;
  const all = new Float32Array(trace.directions * count * dimension);
  const own = new Float32Array(trace.directions * dimension);
  for (let row = 0; row < count; row++) {
    trace.draw(own, dimension, randomStream(seed, 'probe', first + row));
    for (let k = 0; k < trace.directions; k++) all.set(own.subarray(k * dimension, (k + 1) * dimension), (k * count + row) * dimension);
  }
  return tf.tensor3d(all, [trace.directions, count, dimension]);
}
