import { PartitaError } from '../errors/partita-error.ts';
import { inForce, trainingRange, type Segment, type TimeInterval } from './interval.ts';
import { segmentsOf } from './segments.ts';

/** A stretch of time with the network in force there, or with the two between which the score passes over. */
export interface BlendedSegment extends Segment {
  /** The index of an interval of the plan, the earlier of two. */
  readonly network: number;
  /** The later of two, where they are blended. */
  readonly passesTo?: number;
}

/**
 * A plan's segments with the stretches on which two neighbours were both trained set apart: there, the score passes from one to the
 * other. Without overlaps, one segment an interval.
 * @throws PartitaError when the plan leaves a gap, misses an end, or three networks meet in one place
 */
export function blendedSegments(plan: readonly TimeInterval[], tMin: number, horizon: number): BlendedSegment[] {
  const segments = segmentsOf(plan, tMin, horizon);
  const networks = inForce(plan);
  const passages = networks.slice(1).map((later, k) => passage(networks[k] as TimeInterval, later));
  return segments.flatMap((segment, k) => {
    const { index } = networks[k] as TimeInterval;
    const [before, after] = [passages[k - 1], passages[k]];
    const start = before?.end ?? segment.start;
    const end = after?.start ?? segment.end;
    if (start > end)
      throw new PartitaError(
        `Three networks meet within interval ${index} of the plan; let training ranges reach less far into neighbours.`,
      );
    const own = start < end ? [{ ...segment, start, end, network: index }] : [];
    return after ? [...own, { ...after, network: index, passesTo: index + 1 }] : own;
  });
}

/** Where both of two neighbours were trained, around the edge between them. */
function passage(earlier: TimeInterval, later: TimeInterval): { start: number; end: number } | undefined {
  const [start, end] = [trainingRange(later).start, trainingRange(earlier).end];
  return start < end ? { start, end } : undefined;
}
