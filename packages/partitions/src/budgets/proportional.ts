import { Budget, defineComponent } from '@partita/core';
import { z } from 'zod';
import { information } from '../measure.ts';
import { leastOption, shareUpdates, type LeastShare } from './share-updates.ts';

/** Updates in proportion to the nats of each interval in the variational bound of a pilot network (VDM, arXiv 2107.00630). */
export const proportionalBudget = (options: LeastShare): Budget => ({
  allocate: (context) => shareUpdates(context, information, options),
});

export const proportional = defineComponent({
  port: Budget,
  kind: 'proportional',
  summary: "updates in proportion to each interval's nats, as a pilot network measures them",
  formula: 'n_k ∝ ½∫_{I_k} E‖ε − ε̂‖² dλ,  Σ n_k as before',
  options: z.object({ least: leastOption }),
  create: proportionalBudget,
  cites: ['arXiv:2107.00630'],
});
