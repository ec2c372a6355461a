import { segmentNodes } from '@partita/core';
import type { Sde, Segment, TimeGrid } from '@partita/core';

/** The part of one segment that a sampler crosses: its stops from `times[0]` down. */
export interface CourseLeg<S extends Segment> {
  readonly segment: S;
  readonly times: readonly number[];
}

/** The way down from the horizon to tMin: legs from noise to data, each of which ends where the next one begins. */
export interface Course<S extends Segment = Segment> {
  readonly sde: Sde;
  /** The times of the grid, from the horizon down to tMin; whatever the segments, a sample's random numbers belong to these. */
  readonly grid: readonly number[];
  readonly legs: readonly CourseLeg<S>[];
}

/** A step down, with the segment whose network is in force on it. */
export interface CourseStep<S extends Segment = Segment> {
  readonly segment: S;
  readonly t: number;
  readonly next: number;
}

/** Lays a grid over the whole of (tMin, T]; every edge between segments is one stop more. */
export function courseOf<S extends Segment>(
  { sde, tMin, segments }: { readonly sde: Sde; readonly tMin: number; readonly segments: readonly S[] },
  grid: TimeGrid,
): Course<S> {
  const clock = grid.clock(sde);
  const legsThrough = <R extends Segment>(parts: readonly R[]): CourseLeg<R>[] =>
    segmentNodes(clock, grid.steps, sde.horizon, tMin, parts).map(({ segment, nodes }) => ({
      segment,
      times: nodes.map((u) => Math.min(clock.time(u), sde.horizon)),
    }));
  const whole = legsThrough([{ start: tMin, end: sde.horizon }]);
  return { sde, grid: whole.flatMap(({ times }) => times), legs: legsThrough(segments) };
}

/** All steps of a course, from noise to data. */
export function stepsOf<S extends Segment>({ legs }: Pick<Course<S>, 'legs'>): CourseStep<S>[] {
  return legs.flatMap(({ segment, times }) => times.slice(1).map((next, i) => ({ segment, t: times[i] as number, next })));
}

/** The segment in force at a time: they are half open, (start, end]. */
export function segmentAt<S extends Segment>({ legs }: Course<S>, t: number): S {
  const leg = legs.find(({ segment }) => t > segment.start) ?? legs.at(-1);
  return (leg as CourseLeg<S>).segment;
}
