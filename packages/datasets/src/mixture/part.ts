import type { RandomStream } from '@partita/core';

/** log density in nats of the row that starts at `at`. */
export type RowDensity = (rows: ArrayLike<number>, at: number) => number;

/** Adds `weight` times ∇ log density of the row that starts at `at` to `out`, which starts at `to`. */
type RowScore = (rows: ArrayLike<number>, at: number, weight: number, out: Float64Array, to: number) => void;

/** What a mixture asks of a component. */
export interface MixturePart {
  /** Writes one draw at `at`. */
  sample(random: RandomStream, out: Float32Array, at: number): void;
  /** The density of α·x₀ + σ·ε. */
  noised(alpha: number, sigma: number): RowDensity;
  /** The gradient of its logarithm; σ > 0. */
  noisedScore(alpha: number, sigma: number): RowScore;
}
