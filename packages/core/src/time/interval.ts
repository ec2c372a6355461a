import { PartitaError } from '../errors/partita-error.ts';

/**
 * A half-open piece of the time axis, (start, end]; with start === end, the single point of a per-timestep partition.
 * Times are in units of the process: 0 is data, the horizon T is noise.
 */
export interface TimeInterval {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** Where training draws its times, if from more than (start, end]; where two neighbours' overlap, their scores are blended. */
  readonly trainedOn?: TimeRange;
  /** Settings of its network, laid over the experiment's. */
  readonly network?: Readonly<Record<string, unknown>>;
  /** Updates, if not the experiment's `training.steps`. */
  readonly steps?: number;
  /** Training ends early once so many held-out losses in a row are no better than the best before them. */
  readonly patience?: number;
  /** The interval whose trained network this one starts from; that one trains first. */
  readonly from?: number;
  /** Never in force: its network is only where others start from. Scaffolds come last in a plan, and cover what they like. */
  readonly scaffold?: true;
}

/** (start, end] in units of the process's time. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

/** A stretch of time on which one network is in force: (start, end], and for a point interval the time it was trained at. */
export interface Segment extends TimeRange {
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

/** The intervals whose networks make the model; the others are scaffolds. */
export const inForce = (plan: readonly TimeInterval[]): readonly TimeInterval[] => plan.filter(({ scaffold }) => !scaffold);

/** Where an interval's training draws its times. */
export const trainingRange = ({ start, end, trainedOn }: TimeInterval): TimeRange => trainedOn ?? { start, end };

function requireIncreasing(times: readonly number[], least: number): void {
  if (times.length < least) throw new PartitaError(`A plan needs at least ${least} times, got ${times.length}.`);
  times.forEach((time, i) => {
    if (!Number.isFinite(time)) throw new PartitaError(`Time ${i} of the plan is ${time}; times are finite numbers.`);
    if (i > 0 && time <= (times[i - 1] as number))
      throw new PartitaError(`The times of a plan must increase, but ${time} follows ${times[i - 1]}.`);
  });
}
