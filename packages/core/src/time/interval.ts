import { PartitaError, show } from '../errors/partita-error.ts';

/**
 * A half-open piece of the time axis, (start, end]; with start === end, the single point of a per-timestep partition.
 * Times are in units of the process: 0 is data, the horizon T is noise.
 */
export interface TimeInterval {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** A stretch of time on which one network is in force: (start, end], and for a point interval the time it was trained at. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly point?: number;
}

/** True for the degenerate interval of a per-timestep partition. */
export const isPoint = (interval: TimeInterval): boolean => interval.start === interval.end;

/** K intervals from K + 1 increasing edges. */
export function intervalsFrom(edges: readonly number[]): TimeInterval[] {
  requireIncreasing(edges, 2);
  return edges.slice(1).map((end, index) => ({ index, start: edges[index] as number, end }));
}

/** N point intervals from N increasing times. */
export function pointsFrom(times: readonly number[]): TimeInterval[] {
  requireIncreasing(times, 1);
  return times.map((time, index) => ({ index, start: time, end: time }));
}

/**
 * The segments on which a plan's networks are in force, covering (tMin, horizon] exactly once.
 * The network of a point t_i holds on (t_{i-1}, t_i], as in the paper's DPSM.
 * @throws PartitaError when the plan leaves a gap, overlaps, or misses an end.
 */
export function segmentsOf(plan: readonly TimeInterval[], tMin: number, horizon: number): Segment[] {
  const count = Array.isArray(plan) ? plan.length : 0;
  if (count === 0) throw new PartitaError('The partition plans no interval; a plan needs at least one.');
  let reached = tMin;
  return plan.map((interval, position) => {
    requireNumbers(interval, position);
    const { start, end, index } = interval;
    if (index !== position)
      throw new PartitaError(`Interval ${position} of the plan carries the index ${index}; number them in order of time.`);
    const begins = isPoint(interval) ? reached : start;
    if (begins !== reached)
      throw new PartitaError(
        `Interval ${index} starts at ${start}, but the plan has covered time up to ${reached}; intervals must meet without gap or overlap.`,
      );
    if (!(end > begins)) throw new PartitaError(`Interval ${index} ends at ${end}, which is not after ${begins}.`);
    reached = end;
    if (position === plan.length - 1 && end !== horizon)
      throw new PartitaError(`The plan ends at ${end}; it must end at the horizon T = ${horizon}.`);
    return isPoint(interval) ? { start: begins, end, point: end } : { start: begins, end };
  });
}

/** A plan may come from anywhere. */
function requireNumbers(interval: unknown, position: number): void {
  const { index, start, end } = Object(interval) as Partial<TimeInterval>;
  if (![index, start, end].every((value) => typeof value === 'number'))
    throw new PartitaError(`Interval ${position} of the plan must be { index, start, end } with three numbers, got ${show(interval)}.`);
}

function requireIncreasing(times: readonly number[], least: number): void {
  if (times.length < least) throw new PartitaError(`A plan needs at least ${least} times, got ${times.length}.`);
  times.forEach((time, i) => {
    if (!Number.isFinite(time)) throw new PartitaError(`Time ${i} of the plan is ${time}; times are finite numbers.`);
    if (i > 0 && time <= (times[i - 1] as number))
      throw new PartitaError(`The times of a plan must increase, but ${time} follows ${times[i - 1]}.`);
  });
}
