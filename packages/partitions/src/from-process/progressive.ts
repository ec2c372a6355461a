import { defineComponent, Partition, PartitaError, type TimeInterval } from '@partita/core';
import { z } from 'zod';
import { wholeShares } from '../whole-shares.ts';
import { logSnrTimes } from './log-snr-times.ts';

export interface ProgressiveOptions {
  /** L; 2^L networks are in force. */
  readonly levels: number;
  /** The part of all updates that each level above the last makes; L times this is below 1. */
  readonly share: number;
}

/**
 * Branching as in eDiff-I (Balaji et al. 2022, arXiv 2211.01324): one network for all times, then twice as many for half the log-SNR
 * each, and so on L times, every network starting from the one it splits. The last 2^L are in force, their ancestors are scaffolds.
 * All together make as many updates as 2^L networks would by themselves.
 */
export const progressivePartition = ({ levels, share }: ProgressiveOptions): Partition => ({
  async plan({ tMin, sde, steps }) {
    const leaves = 2 ** levels;
    const total = leaves * steps;
    const depths = [levels, ...Array.from({ length: levels }, (_, depth) => depth)];
    const nodes = depths.flatMap((depth) => Array.from({ length: 2 ** depth }, (_, place) => ({ depth, place })));
    if (total < nodes.length)
      throw new PartitaError(`Progressive training of ${nodes.length} networks needs at least 2 training.steps, got ${steps}.`);

    const weights = nodes.map(({ depth }) => (depth === levels ? 1 - levels * share : share) / 2 ** depth);
    const updates = wholeShares(weights, total, 1);
    const times = logSnrTimes(sde, tMin, leaves);
    return nodes.map(({ depth, place }, index): TimeInterval => {
      const span = 2 ** (levels - depth);
      return {
        index,
        start: times[place * span] as number,
        end: times[(place + 1) * span] as number,
        steps: updates[index] as number,
        ...(depth > 0 && { from: leaves + 2 ** (depth - 1) - 1 + Math.floor(place / 2) }),
        ...(depth < levels && { scaffold: true }),
      };
    });
  },
});

export const progressive = defineComponent({
  port: Partition,
  kind: 'progressive',
  summary: '2^L intervals of equal length in log-SNR by L rounds of splits in two, each network starting from the one it splits',
  formula: 'round ℓ = 0 … L: 2^ℓ intervals of equal Δλ; round ℓ < L makes share·2^L·steps updates, round L the rest: 2^L·steps in all',
  options: z
    .object({
      levels: z.int().min(0).max(10).default(2).describe('L, the rounds of splits; 2^L intervals'),
      share: z.number().gt(0).lt(1).default(0.1).describe('part of all updates that each round before the last makes'),
    })
    .refine(({ levels, share }) => levels * share < 1, { path: ['share'], error: 'levels × share must be below 1' }),
  create: progressivePartition,
  cites: ['arXiv:2211.01324'],
});
