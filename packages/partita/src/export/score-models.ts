import { traceRowsToOnnx } from '@partita/backend-onnx';
import { SCHEDULE_FIELDS, scheduleAt, type PartitionedScore, type Schedule, type ScoreSegment, type Sde } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

/** What an exported score takes: rows, and for each its time and the schedule there, in columns `[rows, 1]`. */
export interface ScoreInputs extends Schedule {
  readonly x: tf.Tensor2D;
}

const NAMES = { inputs: ['x', ...SCHEDULE_FIELDS], outputs: ['score'] };

/** The score of one interval's network as an ONNX model. */
export const segmentModel = (segment: ScoreSegment, { sde, dimension }: PartitionedScore): Uint8Array =>
  traceRowsToOnnx((inputs: ScoreInputs) => segmentScore(segment, sde, inputs), example(dimension), NAMES);

/** The whole partitioned score as one ONNX model: each row gets the score of the network in force at its time. */
export const scoreModel = (score: PartitionedScore): Uint8Array =>
  traceRowsToOnnx((inputs: ScoreInputs) => routedScore(score, inputs), example(score.dimension), NAMES);

/** Each row's score by the segment (start, end] that holds its time. */
export function routedScore({ segments, sde }: PartitionedScore, inputs: ScoreInputs): tf.Tensor2D {
  const parts = segments.map((segment) => {
    const isHere = tf.logicalAnd(tf.greater(inputs.t, segment.start), tf.lessEqual(inputs.t, segment.end));
    return tf.mul<tf.Tensor2D>(tf.cast(isHere, 'float32'), segmentScore(segment, sde, inputs));
  });
  return parts.reduce((sum, part) => tf.add(sum, part));
}

/** The network of a point stands still in time at its point. */
function segmentScore(segment: ScoreSegment, sde: Sde, { x, ...at }: ScoreInputs): tf.Tensor2D {
  return segment.score(segment.parameters, x, segment.point === undefined ? at : columns([segment.point], sde));
}

/** The schedule at some times, as columns. */
export function columns(times: readonly number[], sde: Sde): Schedule {
  const values = times.map((t) => scheduleAt(sde, t));
  const column = (field: keyof Schedule): tf.Tensor2D =>
    tf.tensor2d(
      values.map((at) => at[field]),
      [times.length, 1],
    );
  return { t: column('t'), logSnr: column('logSnr'), alpha: column('alpha'), sigma: column('sigma') };
}

const example =
  (dimension: number) =>
  (rows: number): ScoreInputs => {
    const column = (): tf.Tensor2D => tf.fill<tf.Rank.R2>([rows, 1], 0.5);
    return { x: tf.zeros<tf.Rank.R2>([rows, dimension]), t: column(), logSnr: column(), alpha: column(), sigma: column() };
  };
