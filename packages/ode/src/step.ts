import type { OdeField, OdeState, Tensors } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Tableau } from './tableau.ts';

/** All that changes from step to step, as tensors, so that one program serves every step. */
export interface StepInputs<S extends OdeState> {
  readonly state: S;
  readonly constants: Tensors;
  /** The field's coefficients at each stage, `[stages, n]`. */
  readonly coefficients: Tensor2D;
  /** The step in u, the same for all rows. */
  readonly h: Scalar;
}

/** One Runge-Kutta step of any explicit tableau, as a pure tensor function. */
export function rungeKuttaStep<S extends OdeState>(tableau: Tableau, field: OdeField<S>): (inputs: StepInputs<S>) => S {
  return ({ state, constants, coefficients, h }) => {
    const slopes: S[] = [];
    tf.split(coefficients, tableau.nodes.length, 0).forEach((row, stage) => {
      slopes.push(field({ state: moved(state, h, tableau.matrix[stage] ?? [], slopes), constants, coefficients: row as Tensor2D }));
    });
    return moved(state, h, tableau.weights, slopes);
  };
}

/**
 * y + h·Σ w_j·k_j
 * @param h one step for all rows, or one per row, `[batch]`
 */
export function moved<S extends OdeState>(state: S, h: Scalar | Tensor1D, weights: readonly number[], slopes: readonly S[]): S {
  return mapState(state, (y, name) => {
    const slope = combined(weights, slopes, name);
    return slope ? tf.add(y, tf.mul(perRow(h, y.rank), slope)) : y;
  });
}

/** Σ w_j·k_j of one entry of the state; undefined where every weight is 0. */
export function combined<S extends OdeState>(weights: readonly number[], slopes: readonly S[], name: string): Tensor | undefined {
  const terms = slopes.flatMap((slope, j) => (weights[j] ? [tf.mul(slope[name] as Tensor, weights[j])] : []));
  return terms.length === 0 ? undefined : terms.reduce((sum, term) => tf.add(sum, term));
}

/** Numbers of each row, `[batch]`, shaped to meet an entry `[batch, …]` of some rank; one number is left as it is. */
export const perRow = (values: Tensor, rank: number): Tensor =>
  values.rank === 0 ? values : tf.reshape(values, [values.size, ...Array.from({ length: rank - 1 }, () => 1)]);

/** The state with each entry replaced. */
export const mapState = <S extends OdeState>(state: S, f: (value: Tensor, name: string) => Tensor): S =>
  Object.fromEntries(Object.entries(state).map(([name, value]) => [name, f(value, name)])) as S;
