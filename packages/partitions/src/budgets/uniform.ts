import { Budget, defineComponent } from '@partita/core';
import { z } from 'zod';

/** Every network makes `training.steps` updates, or as many as its partition says. */
export const uniformBudget = (): Budget => ({ allocate: async ({ plan }) => plan });

export const uniform = defineComponent({
  port: Budget,
  kind: 'uniform',
  summary: 'the same for each, or what the partition says',
  formula: 'n_k = training.steps',
  options: z.object({}),
  create: uniformBudget,
});
