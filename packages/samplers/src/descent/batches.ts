import { PartitaError, randomStream } from '@partita/core';
import type { PartitionedScore, Samples, SampleRequest } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** Rows that are carried together; the last batch of a request may be smaller. */
export interface Batch {
  /** Index of the first sample. */
  readonly first: number;
  readonly count: number;
  /** Draws from the prior, `[count, dimension]`. The loop that made it disposes of it. */
  readonly xT: Tensor2D;
}

/** Fills a request batch by batch. `draw` turns draws from the prior into samples, and leaves both to this loop to dispose of. */
export async function sampleInBatches(
  { sde, dimension }: PartitionedScore,
  { count, seed, first: begin = 0 }: SampleRequest,
  batch: number,
  draw: (batch: Batch) => Promise<{ readonly x: Tensor2D; readonly evaluations: number }>,
): Promise<Samples> {
  if (!Number.isSafeInteger(count) || count < 0) throw new PartitaError(`The number of samples is ${count}; choose a whole number from 0.`);
  const values = new Float32Array(count * dimension);
  let evaluations = 0;
  for (let done = 0; done < count; done += batch) {
    const [first, rows] = [begin + done, Math.min(batch, count - done)];
    const xT = tf.tensor2d(priorRows(seed, first, rows, dimension, sde.priorSigma), [rows, dimension]);
    try {
      const samples = await draw({ first, count: rows, xT });
      values.set(await samples.x.data<'float32'>(), done * dimension);
      samples.x.dispose();
      evaluations = Math.max(evaluations, samples.evaluations);
    } finally {
      xT.dispose();
    }
  }
  return { values, evaluations };
}

/** Rows of N(0, sigma²·I), sample i a function of (seed, i). */
function priorRows(seed: number, first: number, count: number, dimension: number, sigma: number): Float32Array {
  const rows = new Float32Array(count * dimension);
  for (let i = 0; i < count; i++) randomStream(seed, 'prior', first + i).normals(rows.subarray(i * dimension, (i + 1) * dimension));
  return rows.map((value) => sigma * value);
}
