import { token } from '../injection/token.ts';
import type { Dataset } from './dataset.ts';

/** What a metric may ask of a trained model; expensive answers are computed once and shared. */
export interface MetricContext {
  readonly dataset: Dataset;
  /** The rows that are tested, `[n, ...dataset.shape]`, row-major. */
  testRows(): Promise<Float32Array>;
  /** The model's log p of each of them, nats. */
  testLogLikelihood(): Promise<Float64Array>;
}

export interface Measurement {
  readonly value: number;
  readonly standardError: number;
  /** e.g. `nats`. */
  readonly unit: string;
}

/** One number about a model with its standard error, or undefined where the data set cannot tell. */
export interface Metric {
  readonly name: string;
  measure(context: MetricContext): Promise<Measurement | undefined>;
}

export const Metric = token<Metric>('Metric');
