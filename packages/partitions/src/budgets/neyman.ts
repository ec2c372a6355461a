import { Budget, defineComponent } from '@partita/core';
import { z } from 'zod';
import type { Density } from '../measure.ts';
import { leastOption, shareUpdates, type LeastShare } from './share-updates.ts';

export interface NeymanOptions extends LeastShare {
  /** Held-out losses in a row, no better than the best before them, after which an interval's training ends; null to go on. */
  readonly patience: number | null;
}

const deviation: Density = ({ loss, squaredLoss }) => Math.sqrt(Math.max(0, squaredLoss - loss ** 2));

/**
 * Neyman's allocation (1934, doi 10.2307/2342192) with intervals for strata and updates for draws: a stratum's share is its size, here the
 * fall of log-SNR, times the standard deviation within it, of the loss that is the likelihood's at uniform log-SNR. For estimates of the
 * mean it is the best there is; for training, a guess, which `patience` corrects: an interval that improves no more stops.
 */
export const neymanBudget = ({ least, patience }: NeymanOptions): Budget => ({
  async allocate(context) {
    const plan = await shareUpdates(context, deviation, { least });
    return patience === null ? plan : plan.map((interval) => (interval.scaffold ? interval : { ...interval, patience }));
  },
});

export const neyman = defineComponent({
  port: Budget,
  kind: 'neyman',
  summary: "updates in proportion to the spread of each interval's loss, and an end to training where it helps no more",
  formula: 'n_k ∝ ∫_{I_k} √(E[L²] − E[L]²) dλ,  L = ‖ε − ε̂‖²,  Σ n_k as before',
  options: z.object({
    least: leastOption,
    patience: z
      .int()
      .min(1)
      .max(1_000_000)
      .nullable()
      .default(null)
      .describe('held-out losses in a row without a better one before training ends early; null to make all updates'),
  }),
  create: neymanBudget,
  cites: ['doi:10.2307/2342192'],
});
