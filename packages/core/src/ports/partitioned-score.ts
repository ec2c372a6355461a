import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Schedule } from '../time/schedule.ts';
import type { Segment } from '../time/interval.ts';
import type { Tensors } from './backend.ts';
import type { Sde } from './sde.ts';

/** ∇ log p_t(x) as a pure function; networks of one architecture share it, and differ in their parameters. */
export type ScoreFunction = (parameters: Tensors, x: Tensor2D, at: Schedule) => Tensor2D;

export interface ScoreSegment extends Segment {
  readonly score: ScoreFunction;
  /** Where there is `fetch`, in memory from when it was awaited until that of another segment is called. */
  readonly parameters: Tensors;
  /** Brings the parameters into memory, which need not hold those of all networks at once. Await it before each stretch of use. */
  fetch?(): Promise<void>;
}

/** K trained networks as one score: segments in order of time, covering (tMin, T] exactly once. */
export interface PartitionedScore {
  readonly sde: Sde;
  readonly tMin: number;
  /** Numbers in one example. */
  readonly dimension: number;
  readonly segments: readonly ScoreSegment[];
}
