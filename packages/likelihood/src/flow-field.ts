import { FLOW_FIELDS } from '@partita/core';
import type { FlowColumns, OdeField, ScoreFunction, TraceEstimator } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** Rows `[batch, dimension]`, and the log-determinant of the flow that carried them so far, `[batch]`. */
export interface FlowState {
  readonly [name: string]: tf.Tensor;
  readonly x: Tensor2D;
  readonly logDet: Tensor1D;
}

/**
 * The probability flow with its divergence, for core's `flowSegments`:
 * dx/du = linear·x − gain·s(x),  d logDet/du = linear·dimension − gain·tr ∂s/∂x.
 */
export function flowField(score: ScoreFunction, trace: TraceEstimator): OdeField<FlowState> {
  return ({ state: { x }, constants, coefficients }) => {
    const columns = tf.split<Tensor2D>(coefficients, FLOW_FIELDS.length, 1);
    const { linear, gain, ...at } = Object.fromEntries(FLOW_FIELDS.map((name, i) => [name, columns[i]])) as FlowColumns;
    const s = trace.apply((rows) => score(constants, rows, at), x);
    return {
      x: tf.sub(tf.mul(linear, x), tf.mul(gain, s.value)),
      logDet: tf.sub(tf.mul(tf.reshape(linear, [1]), x.shape[1]), tf.mul(tf.reshape(gain, [1]), s.trace)),
    };
  };
}
