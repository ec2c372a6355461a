import type { RandomStream } from '@partita/core';

/** log density in nats of the row that starts at `at`. */
export type RowDensity = (rows: ArrayLike<number>, at: number) => number;

/** What a mixture asks of a component. */
export interface MixturePart {
  /** Writes one draw at `at`. */
  sample(random: RandomStream, out: Float32Array, at: number): void;
  /** The density of α·x₀ + σ·ε. */
  noised(alpha: number, sigma: number): RowDensity;
}
