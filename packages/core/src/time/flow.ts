import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { OdeField, OdeSegment, OdeState } from '../ports/ode-solver.ts';
import type { PartitionedScore, ScoreFunction } from '../ports/partitioned-score.ts';
import type { Sde } from '../ports/sde.ts';
import type { Clock, TimeGrid } from '../ports/time-grid.ts';
import type { Segment } from './interval.ts';
import { segmentNodes } from './nodes.ts';
import { SCHEDULE_FIELDS, scheduleAt } from './schedule.ts';

/**
 * The probability flow dx/dt = a·x − ½g²·s (Song et al., arXiv 2011.13456, eq. 13) in a clock's variable is
 * dx/du = linear·x − gain·s. This is the order in which its numbers travel: the network's schedule, then the two factors.
 */
export const FLOW_FIELDS = [...SCHEDULE_FIELDS, 'linear', 'gain'] as const;

/** The same numbers as columns `[1, 1]`. */
export type FlowColumns = Readonly<Record<(typeof FLOW_FIELDS)[number], Tensor2D>>;

/**
 * What an OdeSolver crosses when it follows the probability flow between two times, either way. Networks that share a
 * score function share a field.
 * @param field the flow's right-hand side, given `FLOW_FIELDS` as its coefficients and the network's parameters as its constants
 * @throws PartitaError when a time lies outside of the score's time axis
 */
export function flowSegments<S extends OdeState>(
  score: PartitionedScore,
  grid: TimeGrid,
  { from, to }: { readonly from: number; readonly to: number },
  field: (score: ScoreFunction) => OdeField<S>,
): OdeSegment<S>[] {
  const clock = grid.clock(score.sde);
  const fields = new Map([...new Set(score.segments.map((segment) => segment.score))].map((f) => [f, field(f)]));
  return segmentNodes(clock, grid.steps, from, to, score.segments).map(({ segment, nodes }) => ({
    nodes,
    field: fields.get(segment.score) as OdeField<S>,
    get constants() {
      return segment.parameters;
    },
    fetch: async () => segment.fetch?.(),
    coefficients: flowCoefficients(score.sde, clock, segment),
  }));
}

/** The drift is always that of the actual time; the network of a point segment stays at its point. */
function flowCoefficients(sde: Sde, clock: Clock, segment: Segment): (u: number) => number[] {
  return (u) => {
    const t = Math.min(clock.time(u), sde.horizon);
    const rate = clock.rate(t);
    const schedule = scheduleAt(sde, segment.point ?? t);
    return [...SCHEDULE_FIELDS.map((name) => schedule[name]), rate * sde.drift(t), 0.5 * rate * sde.diffusion2(t)];
  };
}
