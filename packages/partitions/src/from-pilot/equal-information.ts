import { defineComponent, Partition } from '@partita/core';
import { z } from 'zod';
import { intervalsOption } from '../intervals-option.ts';
import { information } from '../measure.ts';
import { equalSharesPartition } from './equal-shares.ts';

/**
 * K intervals that cost the variational bound equally many nats, ½∫E‖ε − ε̂‖² dλ (VDM, arXiv 2107.00630). For the best denoiser these are
 * the nats about the data that the noise of the interval takes away: I-MMSE (Guo, Shamai & Verdú 2005, arXiv cs/0412108).
 */
export const equalInformationPartition = equalSharesPartition(information);

export const equalInformation = defineComponent({
  port: Partition,
  kind: 'equal-information',
  summary: 'K intervals of equal information about the data, as a pilot network measures it',
  formula: '½∫_{I_k} E‖ε − ε̂‖² dλ equal for all k',
  options: z.object({ intervals: intervalsOption }),
  create: equalInformationPartition,
  cites: ['doi:10.1109/TIT.2005.844072', 'arXiv:2107.00630'],
});
