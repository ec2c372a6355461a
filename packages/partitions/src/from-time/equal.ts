import { defineComponent, intervalsFrom, Partition } from '@partita/core';
import { z } from 'zod';
import { intervalsOption, type IntervalCount } from '../intervals-option.ts';

/** K intervals of equal length in time, t_k = tMin + k·(T − tMin)/K: the paper's TPSM (arXiv 2306.02658). */
export const equalPartition = ({ intervals }: IntervalCount): Partition => ({
  plan: async ({ tMin, sde }) => intervalsFrom(equalTimes(tMin, sde.horizon, intervals)),
});

export const equal = defineComponent({
  port: Partition,
  kind: 'equal',
  summary: 'K intervals of equal length in time',
  formula: 'edges t_k = tMin + k/K·(T − tMin), k = 0 … K',
  options: z.object({ intervals: intervalsOption }),
  create: equalPartition,
  cites: ['arXiv:2306.02658'],
});

/** K + 1 equally spaced times; the last is the horizon exactly. */
export function equalTimes(start: number, end: number, pieces: number): number[] {
  return Array.from({ length: pieces + 1 }, (_, k) => (k === pieces ? end : start + (k * (end - start)) / pieces));
}
