import { defineComponent, Partition } from '@partita/core';
import { z } from 'zod';
import { intervalsOption } from '../intervals-option.ts';
import { equalLogSnrPartition } from './equal-log-snr.ts';

/**
 * K intervals with equal shares of ∫g²/σ² dt, the density in which ScoreFlow (Song et al. 2021, arXiv 2101.09258) draws times for the
 * likelihood. From α' = a·α and (σ²)' = 2a·σ² + g² follows λ' = −g²/σ²: for every process with a Gaussian kernel that mass is the fall of
 * log-SNR, and these are the intervals of `equal-log-snr`.
 */
export const equalLikelihoodMassPartition = equalLogSnrPartition;

export const equalLikelihoodMass = defineComponent({
  port: Partition,
  kind: 'equal-likelihood-mass',
  summary: "K intervals of equal mass of the likelihood's weighting, which are those of equal-log-snr",
  formula: "∫_{t_k}^{t_{k+1}} g²/σ² dt = 1/K·∫_{tMin}^{T} g²/σ² dt;  as λ' = −g²/σ², the edges of equal-log-snr",
  options: z.object({ intervals: intervalsOption }),
  create: equalLikelihoodMassPartition,
  cites: ['arXiv:2101.09258'],
});
