import { defineComponent, LearningRate } from '@partita/core';
import { z } from 'zod';

/** Up a linear warm-up of w updates, then √(w/step), which needs no end (Vaswani et al. 2017, arXiv 1706.03762). */
export const learningRate = defineComponent({
  port: LearningRate,
  kind: '__KIND__',
  summary: 'linear warm-up, then down like the inverse square root of the updates',
  options: z.object({
    warmup: z.number().min(0).max(1).default(0.05).describe('the share of the updates over which it rises'),
  }),
  create: ({ warmup }) => ({
    factor(step, steps) {
      const peak = Math.max(1, warmup * steps);
      return Math.min((step + 1) / peak, Math.sqrt(peak / (step + 1)));
    },
  }),
  cites: ['arXiv:1706.03762'],
});
