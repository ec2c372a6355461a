import {
  SCHEDULE_FIELDS,
  scheduleAt,
  type Backend,
  type PartitionedScore,
  type Schedule,
  type ScoreSegment,
  type Tensors,
} from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { DenoisingBatch } from './denoising-loss.ts';

/** A batch and the parameters of the teacher's segments, in order of time. */
export interface LessonInputs {
  readonly batch: DenoisingBatch;
  readonly parameters: Tensors;
}

/** What a row is to have been. */
export type Lesson = Pick<DenoisingBatch, 'x0' | 'noise'>;

/**
 * Distillation (Hinton et al. 2015, arXiv 1503.02531) of a score s: a row's data and noise become what they are on average, given x_t,
 *
 *     ε̂ = −σ·s(x_t, t),   x̂₀ = (x_t − σ·ε̂)/α,
 *
 * so that α·x̂₀ + σ·ε̂ is the same x_t, and every prediction's target, linear in the two, is the teacher's own. Each row asks the network
 * in force at its time; all are evaluated on all rows, so that the cost grows with their number.
 */
export const lesson =
  (teacher: PartitionedScore) =>
  ({ batch, parameters }: LessonInputs): Lesson => {
    const { x0, noise, at } = batch;
    const xt = tf.add<tf.Tensor2D>(tf.mul(at.alpha, x0), tf.mul(at.sigma, noise));
    const scores = teacher.segments.map((segment, k) => {
      const own = segment.score(parameters[k] as Tensors, xt, timesOf(segment, teacher, at));
      return tf.where(inForce(at.t, k, teacher.segments), own, tf.zerosLike(own));
    });
    const meanNoise = tf.neg(tf.mul(at.sigma, tf.addN(scores)));
    return { noise: tf.reshape(meanNoise, noise.shape), x0: tf.div(tf.sub(xt, tf.mul(at.sigma, meanNoise)), at.alpha) };
  };

/** Batches as a teacher gives them. */
export interface Lessons {
  /** The batch with its teacher's means; what was given is disposed of. */
  of(batch: DenoisingBatch): DenoisingBatch;
  dispose(): void;
}

export function lessons(teacher: PartitionedScore, backend: Backend): Lessons {
  const parameters: Tensors = Object.fromEntries(teacher.segments.map((segment, k) => [k, segment.parameters]));
  const program = backend.compile(lesson(teacher));
  return {
    of(batch) {
      const means = program({ batch, parameters });
      tf.dispose([batch.x0, batch.noise]);
      return { ...batch, ...means };
    },
    dispose: () => program.dispose(),
  };
}

/** Which rows' times lie in segment k; the first and the last also take what rounding leaves beside them. */
function inForce(t: tf.Tensor2D, k: number, segments: readonly ScoreSegment[]): tf.Tensor2D {
  const { start, end } = segments[k] as ScoreSegment;
  const after = k === 0 ? -1 : start;
  const until = k === segments.length - 1 ? 2 * end : end;
  return tf.logicalAnd(tf.greater(t, after), tf.lessEqual(t, until));
}

/** A point's network sees its own time, wherever in its segment a row lies. */
function timesOf({ point }: ScoreSegment, { sde }: PartitionedScore, at: Schedule): Schedule {
  if (point === undefined) return at;
  const values = scheduleAt(sde, point);
  return Object.fromEntries(SCHEDULE_FIELDS.map((name) => [name, tf.fill(at[name].shape, values[name])])) as Schedule;
}
