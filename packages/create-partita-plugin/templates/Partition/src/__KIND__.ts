import { defineComponent, intervalsFrom, Partition } from '@partita/core';
import { z } from 'zod';

/** K intervals, each `ratio` times as long as the one before: short ones where the detail is. */
export const partition = defineComponent({
  port: Partition,
  kind: '__KIND__',
  summary: 'K intervals, each `ratio` times as long as the one before',
  options: z.object({
    intervals: z.int().min(1).max(1000).default(4).describe('how many'),
    ratio: z.number().gt(1).max(100).default(3).describe('length of an interval over that of the one before'),
  }),
  create: ({ intervals, ratio }) => ({
    plan: async ({ tMin, sde }) => intervalsFrom(geometricEdges(tMin, sde.horizon, intervals, ratio)),
  }),
});

/** t_k = start + (end − start)·(r^k − 1)/(r^K − 1). */
function geometricEdges(start: number, end: number, intervals: number, ratio: number): number[] {
  const share = (k: number): number => (ratio ** k - 1) / (ratio ** intervals - 1);
  return Array.from({ length: intervals + 1 }, (_, k) => (k === intervals ? end : start + (end - start) * share(k)));
}
