import { Dataset, type NamedArray } from '@partita/core';
import type { Run } from './run.ts';

/** Samples, and as many test rows, whose nearest training row is sought. */
const ASKED = 64;
/** Training rows that are read together. */
const BATCH = 500;

/** Where the nearest training row of each of some rows is, and what it is. */
interface Nearest {
  /** Root mean square differences of coordinates. */
  readonly distances: Float32Array;
  readonly rows: Float32Array;
}

/**
 * Whether samples are training rows learned by heart: the training row nearest to each of the first samples, `neighbours/rows`, how far it
 * is, `neighbours/samples`, and how far the nearest one is to rows that were not trained on, `neighbours/held-out`. Distances are root
 * mean squares over coordinates, in units of the data, among the first `evaluation.neighbours` training rows, `neighbours/searched`.
 */
export async function neighbours(
  { experiment: { seed, evaluation }, pieces }: Pick<Run, 'experiment' | 'pieces'>,
  samples: Float32Array,
  signal?: AbortSignal,
): Promise<Record<string, NamedArray>> {
  const dataset = pieces.resolve(Dataset);
  const dimension = dataset.shape.reduce((product, n) => product * n, 1);
  const asked = samples.subarray(0, ASKED * dimension);
  const heldOut = await dataset.batch({ split: 'test', seed, index: 0, size: asked.length / dimension });
  const [ofSamples, ofHeldOut] = [asked, heldOut].map((rows) => startingWith(rows, dimension)) as [Nearest, Nearest];
  for (let from = 0; from < evaluation.neighbours; from += BATCH) {
    signal?.throwIfAborted();
    const batch = await dataset.batch({ split: 'train', seed, index: from / BATCH, size: BATCH });
    const training = batch.subarray(0, (evaluation.neighbours - from) * dimension);
    improve(ofSamples, asked, training, dimension);
    improve(ofHeldOut, heldOut, training, dimension);
  }
  const vector = (data: Float32Array): NamedArray => ({ shape: [data.length], data });
  return {
    'neighbours/searched': vector(Float32Array.of(evaluation.neighbours)),
    'neighbours/rows': { shape: [asked.length / dimension, dimension], data: ofSamples.rows },
    'neighbours/samples': vector(ofSamples.distances),
    'neighbours/held-out': vector(ofHeldOut.distances),
  };
}

const startingWith = (rows: Float32Array, dimension: number): Nearest => ({
  distances: new Float32Array(rows.length / dimension).fill(Infinity),
  rows: new Float32Array(rows.length),
});

/** Takes over those training rows that are nearer than what was found so far. */
function improve({ distances, rows }: Nearest, asked: Float32Array, training: Float32Array, dimension: number): void {
  for (let i = 0; i < distances.length; i++)
    for (let j = 0; j < training.length; j += dimension) {
      const bound = (distances[i] as number) ** 2 * dimension;
      let sum = 0;
      for (let axis = 0; axis < dimension && sum < bound; axis++)
        sum += ((asked[i * dimension + axis] as number) - (training[j + axis] as number)) ** 2;
      if (sum >= bound) continue;
      distances[i] = Math.sqrt(sum / dimension);
      rows.set(training.subarray(j, j + dimension), i * dimension);
    }
}
