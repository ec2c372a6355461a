import { FLOW_FIELDS } from '@partita/core';
import type { FlowColumns, OdeField, OdeSegment, ScoreFunction, Tensors, TraceEstimator } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';

/** Rows `[batch, dimension]`, and estimates of the log-determinant of the flow that carried them so far, `[batch, estimates]`. */
export interface FlowState {
  readonly [name: string]: tf.Tensor;
  readonly x: Tensor2D;
  readonly logDet: Tensor2D;
}

/**
 * The probability flow with its divergence, for core's `flowSegments`:
 * dx/du = linear·x − gain·s(x),  d logDet/du = linear·dimension − gain·tr ∂s/∂x, once for each estimate of the trace.
 * Its constants are those of `withDirections`; its columns may be `[1, 1]`, or `[batch, 1]` where each row has a time of its own.
 */
export function flowField(score: ScoreFunction, trace: TraceEstimator): OdeField<FlowState> {
  return ({ state: { x }, constants, coefficients }) => {
    const columns = tf.split<Tensor2D>(coefficients, FLOW_FIELDS.length, 1);
    const { linear, gain, ...at } = Object.fromEntries(FLOW_FIELDS.map((name, i) => [name, columns[i]])) as FlowColumns;
    const directions = constants['directions'] as Tensor3D | undefined;
    const s = trace.apply((rows) => score(constants['parameters'] as Tensors, rows, at), x, directions ?? tf.zeros([0, ...x.shape]));
    return {
      x: tf.sub(tf.mul(linear, x), tf.mul(gain, s.value)),
      logDet: tf.sub(tf.mul(linear, x.shape[1]), tf.mul(gain, s.traces)),
    };
  };
}

/** A flow's segments with the random directions of its rows beside each network's parameters. */
export const withDirections = (segments: readonly OdeSegment<FlowState>[], directions: Tensor3D | undefined): OdeSegment<FlowState>[] =>
  segments.map((segment) => ({
    nodes: segment.nodes,
    field: segment.field,
    get constants() {
      return { parameters: segment.constants, ...(directions && { directions }) };
    },
    fetch: async () => segment.fetch?.(),
    coefficients: (u) => segment.coefficients(u),
  }));
