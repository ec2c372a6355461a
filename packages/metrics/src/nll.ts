import type { Metric } from '@partita/core';
import { meanInNats } from './mean.ts';

/** Negative log likelihood: the mean of −log p over the test rows, in nats. */
export const nll = (): Metric => ({
  name: 'nll',
  async measure(context) {
    return meanInNats((await context.testLogLikelihood()).map((value) => -value));
  },
});
