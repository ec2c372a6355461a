import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { token } from '../injection/token.ts';
import type { RandomStream } from '../random/stream.ts';

/** A function of rows that treats each row by itself. */
export type RowFunction = (x: Tensor2D) => Tensor2D;

/** A function's values, and estimates of the trace of its Jacobian. */
export interface ValueAndTraces {
  /** f(x), of x's shape. */
  readonly value: Tensor2D;
  /** `[batch, estimates]`: independent unbiased estimates of the trace at each row, to be averaged; one column if exact. */
  readonly traces: Tensor2D;
}

/** The trace of ∂f/∂x, row by row: the divergence that the likelihood ODE integrates. Pure tensor code. */
export interface TraceEstimator {
  /** Independent estimates per row, from which a standard error can be told; 1 for the exact trace. */
  readonly estimates: number;
  /** Random directions that one row needs for a whole solve; 0 for the exact trace. */
  readonly directions: number;
  /** Fills one row's directions, `[directions, dimension]`. */
  draw(out: Float32Array, dimension: number, stream: RandomStream): void;
  /** @param directions of all rows, `[directions, batch, dimension]`; fixed for a whole solve */
  apply(f: RowFunction, x: Tensor2D, directions: Tensor3D): ValueAndTraces;
}

export const TraceEstimator = token<TraceEstimator>('TraceEstimator');
