import { token } from '../injection/token.ts';
import type { PartitionedScore } from './partitioned-score.ts';

export interface LikelihoodOptions {
  /** The time at which the rows live; default tMin. A later time gives the model's log p_t. */
  readonly from?: number;
  /** Of the random directions of a trace estimator; default 0. */
  readonly seed?: number;
  /** Where the first row stands among all that are asked about, in several calls: row i has the random directions of firstRow + i. Default 0. */
  readonly firstRow?: number;
  readonly signal?: AbortSignal;
}

export interface LogLikelihood {
  /** Nats, one per row. */
  readonly values: Float64Array;
  /** Of each value, from the estimator's own randomness; absent where it has none, NaN where one estimate cannot tell. */
  readonly standardErrors?: Float64Array;
  /** Evaluations of the score and its divergence per row. */
  readonly evaluations: number;
}

/** log p of given rows under the model. */
export interface LikelihoodEstimator {
  /** @param rows `[n, dimension]`, row-major */
  logLikelihood(score: PartitionedScore, rows: Float32Array, options?: LikelihoodOptions): Promise<LogLikelihood>;
}

export const LikelihoodEstimator = token<LikelihoodEstimator>('LikelihoodEstimator');
