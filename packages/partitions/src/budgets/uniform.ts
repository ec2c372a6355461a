import { Budget, defineComponent } from '@partita/core';
import { z } from 'zod';

/** The plan as it is: every network makes the experiment's updates, unless the partition says otherwise. */
export const uniformBudget = (): Budget => ({ allocate: async ({ plan }) => plan });

export const uniform = defineComponent({
  port: Budget,
  kind: 'uniform',
  summary: 'every network makes as many updates as the next, or as the partition says',
  formula: 'n_k = training.steps',
  options: z.object({}),
  create: uniformBudget,
});
