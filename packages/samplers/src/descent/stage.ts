import type { Segment, StepFactors } from '@partita/core';
import { stepsOf, type Course, type CourseStep } from './course.ts';

/**
 * Where a stage's normals come from: the Brownian path between two times, whose increments a bridge divides where an edge
 * cuts a step of the grid; or, at a node of the grid, fresh ones.
 */
export type NoiseSource = { readonly from: number; readonly to: number } | 'node';

/**
 * One evaluation of the network and the linear map that follows it,
 *
 *   x' = x·x + data·x̂0 + Σ_k past_k·x̂0_k + noise·z,   x̂0 = (x + σ²·s)/α   (Tweedie's formula),
 *
 * where x̂0_k is the estimate of k stages before. Every sampler here is a list of such stages, in plain numbers.
 */
export interface Stage<S extends Segment = Segment> extends StepFactors {
  readonly segment: S;
  /** The time of x, at which the network is asked. */
  readonly at: number;
  /** Factors of the estimates of earlier stages, the latest first; those left out are 0. */
  readonly past?: readonly number[];
  /** Absent where there is no noise. */
  readonly source?: NoiseSource;
}

/** What makes one sampler differ from another. */
export interface Rule {
  /** Estimates of earlier stages that its stages use. */
  readonly past: number;
  /** The whole way down. */
  stages<S extends Segment>(course: Course<S>): Stage<S>[];
}

/** A step without memory, driven by the Brownian path. */
export function stageOf<S extends Segment>({ segment, t, next }: CourseStep<S>, factors: StepFactors): Stage<S> {
  const still = { segment, at: t, ...factors };
  return factors.noise === 0 ? still : { ...still, source: { from: t, to: next } };
}

/** The rule that takes every step by the same formula, without memory. */
export const oneStepRule = (factors: (sde: Course['sde'], t: number, next: number) => StepFactors): Rule => ({
  past: 0,
  stages: (course) => stepsOf(course).map((step) => stageOf(step, factors(course.sde, step.t, step.next))),
});
