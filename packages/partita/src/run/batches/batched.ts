import type { LikelihoodEstimator, PartitionedScore, Sampler } from '@partita/core';
import type { Batch, BatchResult } from './batch.ts';

/** Does batches, several at once if it can; in what order does not matter. */
export type DoBatches = (batches: readonly Batch[]) => Promise<readonly BatchResult[]>;

/** The likelihood of one score, batch by batch; that of any other is left to the estimator itself. */
export const batchedLikelihood = (
  estimator: LikelihoodEstimator,
  own: PartitionedScore,
  size: number,
  doBatches: DoBatches,
): LikelihoodEstimator => ({
  async logLikelihood(score, rows, options = {}) {
    const { dimension } = score;
    if (score !== own || rows.length === 0 || rows.length % dimension !== 0) return estimator.logLikelihood(score, rows, options);
    const { from = score.tMin, seed = 0, firstRow = 0 } = options;
    const batches = stretches(rows.length / dimension, size).map(([first, end]): Batch => ({
      task: 'likelihood',
      rows: rows.slice(first * dimension, end * dimension),
      firstRow: firstRow + first,
      from,
      seed,
    }));
    const results = await doBatches(batches);
    return {
      values: Float64Array.from(results.flatMap(({ values }) => [...values])),
      evaluations: Math.max(...results.map(({ evaluations }) => evaluations)),
      ...(results.every(({ standardErrors }) => standardErrors) && {
        standardErrors: Float64Array.from(results.flatMap(({ standardErrors = [] }) => [...standardErrors])),
      }),
    };
  },
});

/** Samples of one score, batch by batch; those of any other are left to the sampler itself. */
export const batchedSampler = (sampler: Sampler, own: PartitionedScore, size: number, doBatches: DoBatches): Sampler => ({
  async sample(score, request) {
    const { count, seed, first: begin = 0 } = request;
    if (score !== own || !(count > 0)) return sampler.sample(score, request);
    const batches = stretches(count, size).map(([first, end]): Batch => ({
      task: 'samples',
      first: begin + first,
      count: end - first,
      seed,
    }));
    const results = await doBatches(batches);
    const values = new Float32Array(count * score.dimension);
    results.forEach((result, i) => values.set(result.values, i * size * score.dimension));
    return { values, evaluations: Math.max(...results.map(({ evaluations }) => evaluations)) };
  },
});

/** 0 … total in pieces of a size, as [from, to). */
const stretches = (total: number, size: number): [number, number][] =>
  Array.from({ length: Math.ceil(total / size) }, (_, i) => [i * size, Math.min(total, (i + 1) * size)]);
