import { defineComponent, LearningRate } from '@partita/core';
import { z } from 'zod';

/**
 * Up a linear warm-up, level, and linearly down to 0 over the last part (Zhai et al. 2022, arXiv 2106.04560; Hägele et al. 2024,
 * arXiv 2405.18392): the long level stretch gets a network over plateaus that a cosine is already too cool to leave.
 */
export const trapezoidRate = ({ warmup, decay }: { readonly warmup: number; readonly decay: number }): LearningRate => ({
  factor(step, steps) {
    const up = warmup === 0 ? 1 : (step + 1) / warmup;
    const down = decay === 0 ? 1 : (1 - step / steps) / decay;
    return Math.min(1, up, down);
  },
});

export const trapezoid = defineComponent({
  port: LearningRate,
  kind: 'trapezoid',
  summary: 'linear warm-up, constant, linear decay',
  formula: 'factor = min(1, (n + 1)/warmup, (1 − n/N)/decay)',
  options: z.object({
    warmup: z.int().min(0).default(300).describe('updates of linear warm-up'),
    decay: z.number().min(0).max(1).default(0.4).describe('the last share of the updates, over which it falls to 0'),
  }),
  create: trapezoidRate,
  cites: ['arXiv:2106.04560', 'arXiv:2405.18392'],
});
