import { defineComponent, LearningRate } from '@partita/core';
import { z } from 'zod';

/** The same learning rate throughout. */
export const constant = defineComponent({
  port: LearningRate,
  kind: 'constant',
  summary: 'the same learning rate throughout',
  options: z.object({}),
  create: () => ({ factor: () => 1 }),
});
