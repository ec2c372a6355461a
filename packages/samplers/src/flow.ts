import { FLOW_FIELDS, flowSegments } from '@partita/core';
import type { FlowColumns, OdeField, OdeSolver, PartitionedScore, ScoreFunction, TimeGrid } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';

interface FlowState {
  readonly [name: string]: tf.Tensor;
  readonly x: Tensor2D;
}

/** Rows after their way along the flow; the caller disposes of them. */
export interface Carried {
  readonly x: Tensor2D;
  /** Evaluations of the score per row. */
  readonly evaluations: number;
}

/** Carries rows along the probability flow between two times, in either direction: encodes, decodes, interpolates. */
export class ProbabilityFlow {
  readonly #solver: OdeSolver;
  readonly #grid: TimeGrid;

  constructor({ solver, grid }: { readonly solver: OdeSolver; readonly grid: TimeGrid }) {
    this.#solver = solver;
    this.#grid = grid;
  }

  /**
   * @param score one network or K
   * @param x rows `[n, dimension]` at time `way.from`; they stay the caller's
   * @param way two times of [tMin, T]
   * @param signal ends the way between two steps
   * @throws PartitaError when a time lies outside of the score's time axis
   */
  async carry(
    score: PartitionedScore,
    x: Tensor2D,
    way: { readonly from: number; readonly to: number },
    signal?: AbortSignal,
  ): Promise<Carried> {
    const segments = flowSegments(score, this.#grid, way, flowField);
    const { state, evaluations } = await this.#solver.solve({ x }, segments, signal);
    return { x: state.x, evaluations };
  }
}

/** dx/du = linear·x − gain·s(x), with a column of numbers for all rows, `[1, 1]`, or one number for each, `[batch, 1]`. */
function flowField(score: ScoreFunction): OdeField<FlowState> {
  return ({ state: { x }, constants, coefficients }) => {
    const columns = tf.split<Tensor2D>(coefficients, FLOW_FIELDS.length, 1);
    const { linear, gain, ...at } = Object.fromEntries(FLOW_FIELDS.map((name, i) => [name, columns[i]])) as FlowColumns;
    return { x: tf.sub(tf.mul(linear, x), tf.mul(gain, score(constants, x, at))) };
  };
}
