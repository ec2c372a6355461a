import { PartitaError, show } from '../errors/partita-error.ts';
import { inForce, isPoint, type Segment, type TimeInterval } from './interval.ts';

/**
 * The segments on which a plan's networks are in force, covering (tMin, horizon] exactly once.
 * The network of a point t_i holds on (t_{i-1}, t_i], as in the paper's DPSM.
 * @throws PartitaError when the plan leaves a gap, overlaps, or misses an end.
 */
export function segmentsOf(whole: readonly TimeInterval[], tMin: number, horizon: number): Segment[] {
  if (Array.isArray(whole)) whole.forEach(requireNumbers);
  const plan = Array.isArray(whole) ? inForce(whole) : [];
  if (plan.length === 0) throw new PartitaError('The partition plans no interval; a plan needs at least one.');
  let reached = tMin;
  return plan.map((interval, position) => {
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
