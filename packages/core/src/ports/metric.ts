import { token } from '../injection/token.ts';
import type { Backend } from './backend.ts';
import type { Dataset } from './dataset.ts';
import type { LikelihoodEstimator } from './likelihood-estimator.ts';
import type { PartitionedScore } from './partitioned-score.ts';

/** What a metric may ask of a trained model; expensive answers are computed once and shared. Nothing that is given may be changed. */
export interface MetricContext {
  readonly dataset: Dataset;
  /** The trained model. */
  readonly score: PartitionedScore;
  readonly backend: Backend;
  readonly likelihood: LikelihoodEstimator;
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** The rows that are tested, `[n, ...dataset.shape]`, row-major. */
  testRows(): Promise<Float32Array>;
  /** The model's log p of each of them, nats. */
  testLogLikelihood(): Promise<Float64Array>;
  /** Draws from the model, `[m, ...dataset.shape]`, row-major. */
  samples(): Promise<Float32Array>;
}

export interface Measurement {
  readonly value: number;
  readonly standardError: number;
  /** e.g. `nats`. */
  readonly unit: string;
  /** What the value is made of, by name and in order, in the same unit: terms that sum to it, or one per interval. */
  readonly parts?: readonly MeasurementPart[];
  /** Why it does not compare with others in this unit, a sentence; shown wherever the value is. */
  readonly caveat?: string;
}

export interface MeasurementPart {
  readonly name: string;
  readonly value: number;
  readonly standardError: number;
}

/** One number about a model with its standard error, or undefined where the data set cannot tell. */
export interface Metric {
  readonly name: string;
  measure(context: MetricContext): Promise<Measurement | undefined>;
}

export const Metric = token<Metric>('Metric');
