import {
  randomStream,
  scheduleAt,
  trainingRange,
  type Dataset,
  type RandomStream,
  type Sde,
  type Split,
  type TimeInterval,
  type TimeSampling,
} from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { DenoisingBatch } from './denoising-loss.ts';
import type { RowWeight } from './row-weight.ts';

/** Where an interval's training batches come from. Batch n is a function of (seed, split, interval, n). */
export interface BatchSource {
  readonly dataset: Dataset;
  readonly sde: Sde;
  readonly times: TimeSampling;
  readonly interval: TimeInterval;
  readonly seed: number;
}

export interface BatchKind {
  readonly split: Split;
  /** Rows of the batch; a small test split may give fewer. */
  readonly batchSize: number;
  /** Rows 2k and 2k + 1 share data and time and have opposite noise (antithetic variates). */
  readonly antithetic: boolean;
  /** Sets the random streams of other batches apart from those of training. */
  readonly draw?: string;
  /** Numbers that the network draws for each row. @default 0 */
  readonly draws?: number;
}

/** An interval as training sees it: where its times are drawn. */
export const trainedInterval = (interval: TimeInterval): TimeInterval => ({ ...interval, ...trainingRange(interval) });

/** Draws batch `index` on the host, the schedule in double precision, and uploads it. The caller disposes of it. */
export async function denoisingBatch(
  source: BatchSource,
  weightOf: RowWeight,
  { split, batchSize, antithetic, draws: own = 0, draw = split === 'train' ? undefined : split }: BatchKind,
  index: number,
): Promise<DenoisingBatch> {
  const { dataset, sde, times, interval, seed } = source;
  const copies = antithetic ? 2 : 1;
  const data = await dataset.batch({ split, seed, index, size: Math.ceil(batchSize / copies) });
  const dimension = dataset.shape.reduce((product, n) => product * n, 1);
  const draws = data.length / dimension;
  const rows = draws * copies;

  const stream = (purpose: string) => randomStream(seed, draw === undefined ? purpose : `${purpose}:${draw}`, interval.index, index);
  const drawnTimes = times.times(trainedInterval(interval), draws, sde, stream('times'));
  const drawnNoise = stream('noise').normals(new Float32Array(data.length));

  const x0 = new Float32Array(rows * dimension);
  const noise = new Float32Array(rows * dimension);
  const columns = {
    t: new Float32Array(rows),
    logSnr: new Float32Array(rows),
    alpha: new Float32Array(rows),
    sigma: new Float32Array(rows),
    weight: new Float32Array(rows),
  };
  for (let row = 0; row < rows; row++) {
    const draw = Math.floor(row / copies);
    const sign = row % copies === 0 ? 1 : -1;
    for (let j = 0; j < dimension; j++) {
      x0[row * dimension + j] = data[draw * dimension + j] as number;
      noise[row * dimension + j] = sign * (drawnNoise[draw * dimension + j] as number);
    }
    const at = scheduleAt(sde, drawnTimes[draw] as number);
    columns.t[row] = at.t;
    columns.logSnr[row] = at.logSnr;
    columns.alpha[row] = at.alpha;
    columns.sigma[row] = at.sigma;
    columns.weight[row] = weightOf(at);
  }

  const matrix = (values: Float32Array, width: number): tf.Tensor2D => tf.tensor2d(values, [rows, width]);
  return {
    x0: matrix(x0, dimension),
    noise: matrix(noise, dimension),
    at: { t: matrix(columns.t, 1), logSnr: matrix(columns.logSnr, 1), alpha: matrix(columns.alpha, 1), sigma: matrix(columns.sigma, 1) },
    weight: matrix(columns.weight, 1),
    ...(own > 0 && { drawn: matrix(uniforms(new Float32Array(rows * own), stream('drawn')), own) }),
  };
}

function uniforms(out: Float32Array, random: RandomStream): Float32Array {
  for (let i = 0; i < out.length; i++) out[i] = random.uniform();
  return out;
}
