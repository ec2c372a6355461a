import { defineComponent, intervalsFrom, Partition } from '@partita/core';
import { z } from 'zod';
import { intervalsOption, type IntervalCount } from '../intervals-option.ts';
import { logSnrTimes } from './log-snr-times.ts';

/**
 * K intervals over each of which log-SNR λ falls by the same amount: one of the clustering costs of Go et al. 2023 (arXiv 2306.00354),
 * and the steps of DPM-Solver (arXiv 2206.00927) as intervals. Every scale of detail gets an equal share of networks.
 */
export const equalLogSnrPartition = ({ intervals }: IntervalCount): Partition => ({
  plan: async ({ tMin, sde }) => intervalsFrom(logSnrTimes(sde, tMin, intervals)),
});

export const equalLogSnr = defineComponent({
  port: Partition,
  kind: 'equal-log-snr',
  summary: 'K intervals of equal length in log-SNR',
  formula: 'λ(t_k) = λ(tMin) − k/K·(λ(tMin) − λ(T)), k = 0 … K',
  options: z.object({ intervals: intervalsOption }),
  create: equalLogSnrPartition,
  cites: ['arXiv:2306.00354', 'arXiv:2206.00927'],
});
