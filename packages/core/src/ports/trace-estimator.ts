import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { token } from '../injection/token.ts';

/** A function of rows that treats each row by itself. */
export type RowFunction = (x: Tensor2D) => Tensor2D;

/** The trace of ∂f/∂x, row by row: the divergence that the likelihood ODE integrates. Pure tensor code. */
export interface TraceEstimator {
  /** @returns f(x) and the trace `[batch]` of its Jacobian at each row */
  apply(f: RowFunction, x: Tensor2D): { readonly value: Tensor2D; readonly trace: Tensor1D };
}

export const TraceEstimator = token<TraceEstimator>('TraceEstimator');
