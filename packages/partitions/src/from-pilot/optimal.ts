import { defineComponent, intervalsFrom, Partition, PartitaError, type ProfileBin } from '@partita/core';
import { z } from 'zod';
import { intervalsOption, type IntervalCount } from '../intervals-option.ts';
import { information, masses } from '../measure.ts';
import { likeRuns } from './like-runs.ts';

export interface OptimalOptions extends IntervalCount {
  /** Parts of n/K bins, from 0 to 1. */
  readonly minWidth: number;
  /** Parts of n/K bins, from 1. */
  readonly maxWidth: number;
}

/** Losses below this part of the largest count as this much. */
const FLOOR = 1e-12;

/**
 * The K intervals within which the logarithm of a pilot's loss varies least: interval clustering (Go et al. 2023, arXiv 2306.00354, with
 * their bounds on widths) by the cost of Fisher (1958), so that each network meets losses of one size.
 */
export const optimalPartition = ({ intervals, minWidth, maxWidth }: OptimalOptions): Partition => ({
  async plan(context) {
    const profile = await context.pilot();
    const losses = masses(profile, information);
    const mean = profile.length / intervals;
    if (mean < 1)
      throw new PartitaError(`The pilot tells ${profile.length} noise levels apart, too few for ${intervals} intervals; choose fewer.`);
    const least = FLOOR * losses.reduce((a, b) => Math.max(a, b)) || 1;
    const bounds = { least: Math.max(1, Math.floor(minWidth * mean)), most: Math.ceil(maxWidth * mean) };
    const cuts = likeRuns(
      losses.map((loss) => Math.log(Math.max(loss, least))),
      intervals,
      bounds,
    );
    const inner = cuts.slice(1, -1).map((cut) => (profile[cut] as ProfileBin).start);
    return intervalsFrom([context.tMin, ...inner, context.sde.horizon]);
  },
});

export const optimal = defineComponent({
  port: Partition,
  kind: 'optimal',
  summary: "K intervals within which the logarithm of a pilot's loss varies least, by dynamic programming",
  formula: 'min Σ_k C(I_k),  C(I) = Σ_{bins in I} (ℓ − mean ℓ)²,  ℓ = log E‖ε − ε̂‖²;  minWidth·n/K ≤ |I_k| ≤ maxWidth·n/K of n bins',
  options: z.object({
    intervals: intervalsOption,
    minWidth: z.number().min(0).max(1).default(0.5).describe('the narrowest interval, in parts of 1/K of the noise levels, rounded down'),
    maxWidth: z.number().min(1).max(10_000).default(1.5).describe('the widest interval, in parts of 1/K of the noise levels, rounded up'),
  }),
  create: optimalPartition,
  cites: ['arXiv:2306.00354', 'doi:10.1080/01621459.1958.10501479'],
});
