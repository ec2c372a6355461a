import {
  defineComponent,
  inForce,
  isPoint,
  part,
  Partition,
  PartitaError,
  trainingRange,
  type Sde,
  type TimeInterval,
  type TimeRange,
} from '@partita/core';
import { z } from 'zod';

export interface OverlapOptions {
  /** How far training reaches into the neighbour: a part, at most ½, of the narrower one's fall of log-SNR. */
  readonly width: number;
}

/**
 * Another partition whose neighbours share the times around their edge: both train there, and the score passes smoothly from one network
 * to the other. Multi-expert diffusion (Lee et al. 2023, arXiv 2306.04990) assigns times to its experts as softly.
 */
export const overlapPartition = (of: Partition, { width }: OverlapOptions): Partition => ({
  async plan(context) {
    const plan = await of.plan(context);
    const networks = inForce(plan);
    const point = networks.find(isPoint);
    if (point)
      throw new PartitaError(
        `Interval ${point.index} is the point ${point.end}, and points cannot overlap; choose intervals, e.g. 'equal'.`,
      );
    if (width === 0) return plan;
    const shared = networks.slice(1).map((later, k) => aroundEdge(context.sde, networks[k] as TimeInterval, later, width));
    return plan.map((interval) => {
      const [before, after, next] = [-1, 0, 1].map((step) => shared[interval.index + step]);
      if (interval.scaffold || (!before && !after)) return interval;
      const { start, end } = trainingRange(interval);
      // Where widths of ½ meet in the middle of an interval, rounding must not make them cross.
      const reached = Math.min(after?.end ?? end, next?.start ?? Infinity);
      return { ...interval, trainedOn: { start: Math.min(start, before?.start ?? start), end: Math.max(end, reached) } };
    });
  },
});

/** The times that two neighbours share: as far on one side of their edge as on the other, in log-SNR. */
function aroundEdge(sde: Sde, earlier: TimeInterval, later: TimeInterval, width: number): TimeRange {
  const [top, edge, bottom] = [earlier.start, earlier.end, later.end].map((t) => sde.logSnr(t)) as [number, number, number];
  const reach = width * Math.min(top - edge, edge - bottom);
  return { start: sde.time(edge + reach), end: sde.time(edge - reach) };
}

export const overlap = defineComponent({
  port: Partition,
  kind: 'overlap',
  summary: 'another partition whose neighbours train on, and share, the times around their edge',
  formula: 'around the edge t_k, both neighbours where |λ(t) − λ(t_k)| < width·min(Δλ_{k−1}, Δλ_k)',
  options: z.object({
    of: part(Partition, 'equal-log-snr', 'the intervals'),
    width: z.number().min(0).max(0.5).default(0.1).describe('reach into the neighbour, as a part of the narrower one in log-SNR'),
  }),
  create: ({ of, width }, container) => overlapPartition(container.build(Partition, of), { width }),
  cites: ['arXiv:2306.04990'],
});
