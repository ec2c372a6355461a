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
  /** ∇ log density of the same, row-major like the rows; σ > 0. */
  score?(rows: ArrayLike<number>, alpha: number, sigma: number): Float64Array;
  /** The distribution as a mixture of Gaussians with axis-parallel covariance, where it is one. */
  readonly gaussians?: readonly GaussianTerm[];
}

/** One term w·N(mean, diag variance); the weights of all terms sum to 1. */
export interface GaussianTerm {
  readonly weight: number;
  readonly mean: readonly number[];
  readonly variance: readonly number[];
}

/** Data that take `levels` equally spaced values: level k, as a cell of width 1 around k + ½, lies at scale·(k + ½)/levels + offset. */
export interface Lattice {
  /** 256 for 8 bits. */
  readonly levels: number;
  /** Width of all cells together in data space. */
  readonly scale: number;
  /** Lower end of the first cell in data space: one for all coordinates, or one for each, as where the mean of every pixel is subtracted. */
  readonly offset: number | ArrayLike<number>;
  /** Discrete entropy of a row in nats, where it is known: no model's −log P can be lower on average. */
  readonly entropy?: number;
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
  /** Present where the rows are discrete: every value is the middle of a cell. */
  readonly lattice?: Lattice;
}

export const Dataset = token<Dataset>('Dataset');
