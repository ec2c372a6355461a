import { PartitaError } from '../errors/partita-error.ts';
import type { Clock } from '../ports/time-grid.ts';
import type { Segment } from './interval.ts';

/** The part of a segment that a solver crosses, with its stops in u in the direction of integration. */
export interface Leg<S extends Segment = Segment> {
  readonly segment: S;
  readonly nodes: readonly number[];
}

/** Stops that lie closer than this part of the whole span are one stop. */
const SAME = 1e-9;

/**
 * The stops of a solver that goes from time `from` to time `to`, either way, through segments given in order of time.
 * Nodes are uniform in u over the whole of (tMin, T] whatever the segments and the ends; every edge is one stop more.
 * @param steps steps over the whole of (tMin, T]
 * @throws PartitaError when `from` or `to` lies outside of the segments
 */
export function segmentNodes<S extends Segment>(clock: Clock, steps: number, from: number, to: number, segments: readonly S[]): Leg<S>[] {
  const tMin = segments[0]?.start ?? NaN;
  const horizon = segments.at(-1)?.end ?? NaN;
  for (const t of [from, to])
    if (!(t >= tMin && t <= horizon))
      throw new PartitaError(`The time ${t} lies outside of the score's time axis; choose one from ${tMin} to ${horizon}.`);

  const origin = clock.at(tMin);
  const span = clock.at(horizon) - origin;
  const value = (position: number): number => (position === steps ? origin + span : origin + (position / steps) * span);
  const position = (t: number): number => {
    const exact = ((clock.at(t) - origin) / span) * steps;
    const node = Math.round(exact);
    return Math.abs(exact - node) <= SAME * steps ? node : exact;
  };

  const [low, high] = [position(Math.min(from, to)), position(Math.max(from, to))];
  const legs = segments.flatMap((segment) => {
    const start = Math.max(position(segment.start), low);
    const end = Math.min(position(segment.end), high);
    if (!(end > start)) return [];
    const inner = Array.from({ length: Math.ceil(end) - Math.floor(start) - 1 }, (_, i) => Math.floor(start) + 1 + i);
    return [{ segment, nodes: [start, ...inner, end].map(value) }];
  });
  return from <= to ? legs : legs.reverse().map(({ segment, nodes }) => ({ segment, nodes: nodes.reverse() }));
}
