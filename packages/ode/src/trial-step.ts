import type { OdeField, OdeState, Tensors } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { combined, mapState, moved, perRow } from './step.ts';
import type { EmbeddedTableau } from './tableau.ts';
import type { Tolerance } from './tolerance.ts';

/** A step to be tried, each row with a time and a step of its own. */
export interface TrialInputs<S extends OdeState> {
  readonly state: S;
  /** The field at the state. */
  readonly slope: S;
  readonly constants: Tensors;
  /** The field's coefficients at every stage but the first, stage by stage, `[(stages − 1)·batch, n]`. */
  readonly coefficients: Tensor2D;
  /** The step of each row in u, `[batch]`; a row with 0 rests. */
  readonly h: Tensor1D;
}

/** Where rows stand after a trial: those that rest, or whose error is above 1 or no number, are where they were, bit for bit. */
export interface Trial<S extends OdeState> {
  readonly state: S;
  readonly slope: S;
  /** The estimated error of each row in units of what is allowed, `[batch]`. */
  readonly error: Tensor1D;
}

/**
 * One step of an embedded pair, as a pure tensor function (Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, II.4):
 * e = h·Σ (b_i − b̂_i)·k_i, and error² = Σ over entries of mean (e / (absolute + relative·max(|y|, |y'|)))², per row.
 * @param tableau its last stage is the slope at the new state; see `withLastSlope`
 */
export function trialStep<S extends OdeState>(
  tableau: EmbeddedTableau,
  field: OdeField<S>,
  { absolute, relative }: Tolerance,
): (inputs: TrialInputs<S>) => Trial<S> {
  const errorWeights = tableau.weights.map((b, i) => b - (tableau.embedded.weights[i] as number));
  return ({ state, slope, constants, coefficients, h }) => {
    const slopes = [slope];
    let next = state;
    tf.split(coefficients, tableau.nodes.length - 1, 0).forEach((rows, i) => {
      next = moved(state, h, tableau.matrix[i + 1] as readonly number[], slopes);
      slopes.push(field({ state: next, constants, coefficients: rows as Tensor2D }));
    });

    const squares = Object.entries(state).map(([name, y]) => {
      const estimate = tf.mul(perRow(h, y.rank), combined(errorWeights, slopes, name) as Tensor);
      const size = tf.maximum(tf.abs(y), tf.abs(next[name] as Tensor));
      return meanOfRows(tf.square(tf.div(estimate, tf.add(tf.mul(size, relative), absolute))));
    });
    const error = tf.sqrt(squares.reduce((sum, square) => tf.add(sum, square)));

    const kept = keeper(error, h);
    const last = slopes.at(-1) as S;
    return {
      state: mapState(state, (y, name) => kept(next[name] as Tensor, y)),
      slope: mapState(slope, (k, name) => kept(last[name] as Tensor, k)),
      error,
    };
  };
}

/** `[batch, …]` to `[batch]` */
const meanOfRows = (y: Tensor): Tensor1D => tf.mean(tf.reshape(y, [y.shape[0], -1]), 1);

/** Chooses the new value of a row that moves and meets the tolerance, the old one otherwise. A comparison with NaN is false. */
function keeper(error: Tensor1D, h: Tensor1D): (next: Tensor, old: Tensor) => Tensor {
  const accepted = tf.logicalAnd(tf.lessEqual(error, 1), tf.notEqual(h, 0));
  return (next, old) => tf.where(perRow(accepted, old.rank), next, old);
}
