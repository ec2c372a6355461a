import { defineComponent, Partition, pointsFrom } from '@partita/core';
import { z } from 'zod';
import { equalTimes } from './equal.ts';

/**
 * The limit of ever shorter intervals: N networks, each for the one time t_i = tMin + i·(T − tMin)/N and without a time
 * input, like the blocks of a residual flow. Between points the score is held constant: the paper's DPSM (arXiv 2306.02658).
 */
export const perTimestepPartition = ({ points }: { readonly points: number }): Partition => ({
  plan: async ({ tMin, sde }) => pointsFrom(equalTimes(tMin, sde.horizon, points).slice(1)),
});

export const perTimestep = defineComponent({
  port: Partition,
  kind: 'per-timestep',
  summary: 'N networks without time input, one for each time step',
  formula: 'points t_i = tMin + i/N·(T − tMin); the score of (t_{i−1}, t_i] is that of t_i',
  options: z.object({ points: z.int().min(1).max(100_000).default(100).describe('how many') }),
  create: perTimestepPartition,
  cites: ['arXiv:2306.02658'],
});
