import { token } from '../injection/token.ts';
import type { PartitionedScore } from './partitioned-score.ts';

export interface SampleRequest {
  readonly count: number;
  readonly seed: number;
  /** The number of the first one, where others were or will be drawn by themselves; default 0. */
  readonly first?: number;
  readonly signal?: AbortSignal;
}

export interface Samples {
  /** `[count, dimension]`, row-major. */
  readonly values: Float32Array;
  /** Evaluations of the score per sample. */
  readonly evaluations: number;
}

/** Draws from the model. Sample i depends on (seed, i) alone, never on its batch mates. */
export interface Sampler {
  sample(score: PartitionedScore, request: SampleRequest): Promise<Samples>;
}

export const Sampler = token<Sampler>('Sampler');
