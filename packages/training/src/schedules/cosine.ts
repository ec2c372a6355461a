import { defineComponent, LearningRate } from '@partita/core';
import { z } from 'zod';

/** Half a cosine from 1 down to `floor` (Loshchilov & Hutter 2017, arXiv 1608.03983), after a linear warm-up. */
export const cosineRate = ({ warmup, floor }: { readonly warmup: number; readonly floor: number }): LearningRate => ({
  factor(step, steps) {
    if (step < warmup) return (step + 1) / warmup;
    const done = Math.min(1, (step - warmup) / Math.max(1, steps - warmup));
    return floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * done));
  },
});

export const cosine = defineComponent({
  port: LearningRate,
  kind: 'cosine',
  summary: 'half a cosine down, after a linear warm-up',
  formula: 'factor = floor + (1 − floor)·½(1 + cos(π·(n − warmup)/(N − warmup)))',
  options: z.object({
    warmup: z.int().min(0).default(0).describe('updates of linear warm-up'),
    floor: z.number().min(0).max(1).default(0).describe('the factor at the end'),
  }),
  create: cosineRate,
  cites: ['arXiv:1608.03983'],
});
