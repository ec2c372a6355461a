import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { token } from '../injection/token.ts';
import type { Schedule } from '../time/schedule.ts';

/** How a parameter starts: centred, with this half-width (uniform) or standard deviation (normal); scale 0 means zeros. */
export interface Initialiser {
  readonly distribution: 'uniform' | 'normal';
  readonly scale: number;
}

export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialiser: Initialiser;
}

/** Parameters by name, as views of one flat vector. */
export type Parameters = Readonly<Record<string, Tensor>>;

/** A pure function of (parameters, state, time). It holds no weights; its parameter list says how to view a flat vector. */
export interface ScoreNetwork {
  readonly parameters: readonly ParameterSpec[];
  /** Networks of equal key are the same function of (parameters, x, time) and share compiled programs; without one, a network shares none. */
  readonly key?: string;
  /** Numbers drawn for each row of a training batch, for `apply`; a network without it draws none. */
  readonly draws?: number;
  /**
   * @param x rows `[batch, dimension]`
   * @param at the schedule at each row's time, `[batch, 1]` or `[1, 1]`; a network without time input ignores it
   * @param drawn in training, uniform on [0, 1), `[batch, draws]`; absent elsewhere, where a network is not random
   * @returns the prediction, of x's shape
   */
  apply(parameters: Parameters, x: Tensor2D, at: Schedule, drawn?: Tensor2D): Tensor2D;
}

export const ScoreNetwork = token<ScoreNetwork>('ScoreNetwork');
