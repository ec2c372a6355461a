import { defineComponent, Partition } from '@partita/core';
import { z } from 'zod';
import { intervalsOption } from '../intervals-option.ts';
import { equalSharesPartition } from './equal-shares.ts';

/**
 * K intervals of equal ∫tr Cov[∇L] dλ. Gradients are far noisier at some times than at others, and those hold the training up (Kim et al.
 * 2024, arXiv 2411.09998, who draw such times more often); here every network gets an equal share of the noise.
 */
export const equalGradientVariancePartition = equalSharesPartition(({ gradientVariance }) => gradientVariance);

export const equalGradientVariance = defineComponent({
  port: Partition,
  kind: 'equal-gradient-variance',
  summary: "K intervals of equal variance of a pilot's gradients",
  formula: '∫_{I_k} tr Cov[∇L] dλ equal for all k,  L = ‖ε − ε̂‖² of one row',
  options: z.object({ intervals: intervalsOption }),
  create: equalGradientVariancePartition,
  cites: ['arXiv:2411.09998'],
});
