import { defineComponent, intervalsFrom, Partition } from '@partita/core';
import { z } from 'zod';

/** One network for all of (tMin, T]: ordinary score matching, the control of every comparison. */
export const singlePartition = (): Partition => ({ plan: async ({ tMin, sde }) => intervalsFrom([tMin, sde.horizon]) });

export const single = defineComponent({
  port: Partition,
  kind: 'single',
  summary: 'one network for all times',
  formula: '(tMin, T] in one piece',
  options: z.object({}),
  create: singlePartition,
});
