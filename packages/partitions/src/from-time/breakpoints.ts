import { defineComponent, intervalsFrom, Partition, PartitaError } from '@partita/core';
import { z } from 'zod';

/** Hand-made splits by name: the paper's own for its two-dimensional sets (arXiv 2306.02658, code). */
export const BREAKPOINT_PRESETS = { 'paper-a': [0.1], 'paper-b': [0.02, 0.1, 0.3] } as const;

type PresetName = keyof typeof BREAKPOINT_PRESETS;

/**
 * Intervals between given times, (tMin, b₁], (b₁, b₂], … (bₙ, T].
 * @param where what an error calls the times
 * @throws PartitaError when the times do not increase, or, while planning, lie outside of (tMin, T)
 */
export function breakpointsPartition(times: readonly number[], where = 'partition.at'): Partition {
  requireIncreasing(times, where);
  return {
    async plan({ tMin, sde }) {
      const outside = times.find((time) => time <= tMin || time >= sde.horizon);
      if (outside !== undefined)
        throw new PartitaError(`${where}: the breakpoint ${outside} is not between tMin = ${tMin} and the horizon T = ${sde.horizon}.`);
      return intervalsFrom([tMin, ...times, sde.horizon]);
    },
  };
}

function requireIncreasing(times: readonly number[], where: string): void {
  times.forEach((time, i) => {
    const before = times[i - 1];
    if (before !== undefined && time <= before)
      throw new PartitaError(`${where}: breakpoints must increase without overlap, but ${time} follows ${before}.`);
  });
}

export const breakpoints = defineComponent({
  port: Partition,
  kind: 'breakpoints',
  summary: 'intervals between given times',
  formula: 'edges tMin < b₁ < … < b_{K−1} < T',
  options: z.object({
    preset: z
      .enum(Object.keys(BREAKPOINT_PRESETS) as [PresetName, ...PresetName[]])
      .default('paper-b')
      .describe('a named list, used unless `at` is given'),
    at: z.array(z.number().gt(0)).min(1).optional().describe('increasing times between tMin and T'),
  }),
  create: ({ preset, at }) => (at ? breakpointsPartition(at) : breakpointsPartition(BREAKPOINT_PRESETS[preset], 'partition.preset')),
  cites: ['arXiv:2306.02658'],
});
