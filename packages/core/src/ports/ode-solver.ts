import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { token } from '../injection/token.ts';
import type { Tensors } from './backend.ts';

/** State by name; each entry `[batch, …]`. */
export type OdeState = Readonly<Record<string, Tensor>>;

/** What a field is given: all of it tensors, so that a step can be compiled as one program. */
export interface FieldInputs<S extends OdeState> {
  readonly state: S;
  /** Tensors that stay the same over a segment, e.g. a network's parameters. */
  readonly constants: Tensors;
  /**
   * Host-computed numbers of this time, in the order of `OdeSegment.coefficients`: a row `[1, n]`, or `[batch, n]` where each row
   * of the state has a time of its own, as with adaptive steps.
   */
  readonly coefficients: Tensor2D;
}

/** dy/du, pure. Segments that share a field share its compiled step. */
export type OdeField<S extends OdeState> = (inputs: FieldInputs<S>) => S;

/**
 * A stretch of the variable u with one field in force; `nodes` are the stops, in the direction of integration. A solver with
 * steps of its own is bound to the first and the last.
 */
export interface OdeSegment<S extends OdeState> {
  readonly nodes: readonly number[];
  readonly field: OdeField<S>;
  /** Where there is `fetch`, in memory from when it was awaited until that of another segment is called. */
  readonly constants: Tensors;
  /** Brings the constants into memory; a solver awaits it when it comes to the segment. */
  fetch?(): Promise<void>;
  coefficients(u: number): readonly number[];
}

export interface OdeSolution<S extends OdeState> {
  /** The state at the last node; the caller disposes of it. */
  readonly state: S;
  /** Evaluations of the field; where rows differ, those of the row that took most. */
  readonly evaluations: number;
}

/** Integrates an ODE over consecutive segments. No step crosses a segment's end; each segment starts afresh. */
export interface OdeSolver {
  /** Global order of accuracy. */
  readonly order: number;
  solve<S extends OdeState>(initial: S, segments: readonly OdeSegment<S>[], signal?: AbortSignal): Promise<OdeSolution<S>>;
}

export const OdeSolver = token<OdeSolver>('OdeSolver');
