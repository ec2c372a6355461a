import { intervalsFrom, segmentsOf, type Dataset, type Dequantiser, type ExactDensity, type LikelihoodEstimator } from '@partita/core';
import type { MetricContext, PartitionedScore, ScoreFunction, Sde, TimeInterval } from '@partita/core';
import { referenceBackend, toySde } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';

export const backend = referenceBackend();

export interface Model {
  readonly score: ScoreFunction;
  readonly plan?: readonly TimeInterval[];
  readonly tMin?: number;
  readonly sde?: Sde;
  readonly dimension: number;
}

/** A score without parameters, as a model. */
export function modelOf({
  score,
  tMin = 1e-3,
  sde = toySde,
  plan = intervalsFrom([tMin, sde.horizon]),
  dimension,
}: Model): PartitionedScore {
  return { sde, tMin, dimension, segments: segmentsOf(plan, tMin, sde.horizon).map((segment) => ({ ...segment, score, parameters: {} })) };
}

/** The exact score as a tensor function for the eager reference backend; `gain` makes it wrong. */
export const exactScore = (exact: ExactDensity, gain = 1): ScoreFunction => {
  return (_parameters, x, { alpha, sigma }) => {
    const [rows, alphas, sigmas] = [x, alpha, sigma].map((tensor) => tensor.dataSync()) as [Float32Array, Float32Array, Float32Array];
    const width = x.shape[1];
    const out = alphas.reduce<number[]>((all, a, i) => {
      all.push(...exact.score!(rows.subarray(i * width, (i + 1) * width), a, sigmas[i]!));
      return all;
    }, []);
    return tf.tensor2d(
      out.map((value) => gain * value),
      x.shape,
    );
  };
};

const missing = (what: string) => () => Promise.reject(new Error(`${what} was not given`));

export interface Given {
  readonly dataset: Dataset;
  readonly score?: PartitionedScore;
  readonly rows?: Float32Array;
  readonly samples?: Float32Array;
  readonly logLikelihood?: (rows: Float32Array) => Float64Array;
  readonly seed?: number;
}

/** A context with what a test gives; to ask for anything else fails. */
export function contextOf({ dataset, score, rows, samples, logLikelihood, seed = 0 }: Given): MetricContext {
  const width = dataset.shape.reduce((product, n) => product * n, 1);
  const likelihood: LikelihoodEstimator = {
    logLikelihood: (_score, x) =>
      logLikelihood ? Promise.resolve({ values: logLikelihood(x), evaluations: 0 }) : missing('a likelihood')(),
  };
  return {
    dataset,
    score: score ?? modelOf({ score: () => tf.zeros([1, 1]), dimension: width }),
    backend,
    likelihood,
    seed,
    testRows: rows ? () => Promise.resolve(rows) : missing('test rows'),
    testLogLikelihood: rows && logLikelihood ? () => Promise.resolve(logLikelihood(rows)) : missing('a likelihood'),
    samples: samples ? () => Promise.resolve(samples) : missing('samples'),
  };
}

/** Test rows of a set. */
export const rowsOf = (dataset: Dataset, size: number, seed = 5): Promise<Float32Array> =>
  dataset.batch({ split: 'test', seed, index: 0, size });

/** Uniform over each cell. */
export const uniform: Dequantiser = {
  dequantise(rows, dimension, { lattice: { levels, scale } }, stream) {
    const width = scale / levels;
    const out = new Float32Array(rows.length);
    for (let row = 0; row * dimension < rows.length; row++) {
      const random = stream(row);
      for (let i = row * dimension; i < (row + 1) * dimension; i++) out[i] = (rows[i] as number) + width * (random.uniform() - 0.5);
    }
    return { rows: out, logDensity: new Float64Array(rows.length / dimension).fill(-dimension * Math.log(width)) };
  },
};

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export const deviation = (values: readonly number[]): number =>
  Math.sqrt((mean(values.map((value) => value ** 2)) - mean(values) ** 2) * (values.length / (values.length - 1)));
