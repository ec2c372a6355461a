import { defineComponent, LearningRate } from '@partita/core';
import { z } from 'zod';

/** The same learning rate throughout. */
export const constantRate = (): LearningRate => ({ factor: () => 1 });

export const constant = defineComponent({
  port: LearningRate,
  kind: 'constant',
  summary: 'the same learning rate throughout',
  formula: 'factor = 1',
  options: z.object({}),
  create: constantRate,
});
