import type { Metric } from '@partita/core';
import { requireContinuous } from './lattice/require-continuous.ts';
import { meanInNats } from './mean.ts';

/**
 * Negative log likelihood: the mean of −log p over the test rows, in nats, p the density of the model.
 * Refused for rows on a lattice that a density could undercut, see {@link requireContinuous}.
 */
export const nll = (): Metric => ({
  name: 'nll',
  async measure(context) {
    requireContinuous('nll', context);
    return meanInNats((await context.testLogLikelihood()).map((value) => -value));
  },
});
