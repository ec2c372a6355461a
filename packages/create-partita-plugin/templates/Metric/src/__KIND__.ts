import { defineComponent, Metric } from '@partita/core';
import { z } from 'zod';

/**
 * The mean of −log p over the `share` of the test rows that the model finds least likely: what it misses, a mean over all rows hides.
 * With q the quantile of ℓ = −log p at 1 − share, it is the mean of q + max(0, ℓ − q)/share (Rockafellar & Uryasev 2000), whose spread
 * gives the standard error.
 */
export const metric = defineComponent({
  port: Metric,
  kind: '__KIND__',
  summary: 'NLL of the worst share of the test rows, in nats',
  options: z.object({
    share: z.number().gt(0).max(1).default(0.1).describe('of the rows, those least likely'),
  }),
  create: ({ share }) => ({
    name: '__KIND__',
    async measure(context) {
      const losses = (await context.testLogLikelihood()).map((value) => -value);
      const quantile = losses.slice().sort()[Math.floor((1 - share) * (losses.length - 1))] ?? NaN;
      const terms = losses.map((loss) => quantile + Math.max(0, loss - quantile) / share);
      const value = mean(terms);
      const variance = mean(terms.map((term) => (term - value) ** 2));
      return { value, standardError: Math.sqrt(variance / Math.max(1, terms.length - 1)), unit: 'nats' };
    },
  }),
});

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
