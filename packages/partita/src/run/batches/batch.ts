import { LikelihoodEstimator, Sampler, type Container, type PartitionedScore } from '@partita/core';

/** A part of an evaluation that any process can do by itself: the likelihood of some rows, or some samples. */
export type Batch =
  | {
      readonly task: 'likelihood';
      readonly rows: Float32Array;
      /** Where the first of them stands among all. */
      readonly firstRow: number;
      readonly from: number;
      readonly seed: number;
    }
  | { readonly task: 'samples'; readonly first: number; readonly count: number; readonly seed: number };

/** Nats of each row, or samples, row-major. */
export interface BatchResult {
  readonly values: Float64Array | Float32Array;
  readonly standardErrors?: Float64Array;
  readonly evaluations: number;
}

/** Does a batch with the pieces of a run and its score, on the running backend. */
export function doBatch(pieces: Container, score: PartitionedScore, batch: Batch, signal?: AbortSignal): Promise<BatchResult> {
  const aborting = signal ? { signal } : {};
  if (batch.task === 'samples') {
    const { first, count, seed } = batch;
    return pieces.resolve(Sampler).sample(score, { first, count, seed, ...aborting });
  }
  const { rows, firstRow, from, seed } = batch;
  return pieces.resolve(LikelihoodEstimator).logLikelihood(score, rows, { firstRow, from, seed, ...aborting });
}
