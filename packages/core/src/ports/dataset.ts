import { token } from '../injection/token.ts';

export type Split = 'train' | 'test';

export interface BatchRequest {
  readonly split: Split;
  readonly seed: number;
  /** Which batch of the split's endless sequence, from 0. */
  readonly index: number;
  readonly size: number;
}

/** What is known of a distribution in closed form. */
export interface ExactDensity {
  /** Differential entropy in nats: no model's NLL can be lower. */
  readonly entropy: number;
  /** log density in nats of each row of α·x₀ + σ·ε; α = 1, σ = 0 is the data itself. */
  logDensity(rows: ArrayLike<number>, alpha: number, sigma: number): Float64Array;
}

/** Rows of numbers. A batch is a pure function of its request; train and test never share a row. */
export interface Dataset {
  /** The shape of one example, e.g. `[2]`. */
  readonly shape: readonly number[];
  /** `size` rows, row-major, `[size, ...shape]`. */
  batch(request: BatchRequest): Promise<Float32Array>;
  /** How many rows the test split holds; absent for endless ones. */
  readonly testSize?: number;
  readonly exact?: ExactDensity;
}

export const Dataset = token<Dataset>('Dataset');
