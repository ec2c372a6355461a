import { defineComponent, Partition } from '@partita/core';
import { z } from 'zod';
import { intervalsOption } from '../intervals-option.ts';
import { equalSharesPartition } from './equal-shares.ts';

/** K intervals of equal ∫√E[L²] dλ, L = ‖ε − ε̂‖²: improved DDPM's density of times (Nichol & Dhariwal 2021, arXiv 2102.09672) as intervals. */
export const equalRmsPartition = equalSharesPartition(({ squaredLoss }) => Math.sqrt(squaredLoss));

export const equalRms = defineComponent({
  port: Partition,
  kind: 'equal-rms',
  summary: "K intervals of equal root mean square of a pilot's loss",
  formula: '∫_{I_k} √E[L²] dλ equal for all k,  L = ‖ε − ε̂‖²',
  options: z.object({ intervals: intervalsOption }),
  create: equalRmsPartition,
  cites: ['arXiv:2102.09672'],
});
