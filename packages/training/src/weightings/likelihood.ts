import { defineComponent, isPoint, PartitaError, Weighting } from '@partita/core';
import { z } from 'zod';

/**
 * The weighting under which the loss bounds the likelihood (Song et al. 2021, arXiv 2101.09258; Kingma et al. 2021, arXiv 2107.00630):
 * an error counts g²·‖ŝ − s‖² = g²/σ²·‖ε̂ − ε‖² per unit of time, which is ‖ε̂ − ε‖² per unit of λ, since −λ' = g²/σ². Divided by
 * the density q of the drawn times and by the interval's width in λ, so that its mean over them is 1:
 *
 *   w(t) = g²/σ² / (q(t)·(λ(start) − λ(end)))
 *
 * Times that are uniform in log-SNR make it 1: they are its importance sampling. At a single point it is 1 as well.
 */
export const likelihoodWeighting: Weighting = {
  weight(t, context) {
    const { sde, interval } = context;
    if (isPoint(interval)) return 1;
    if (context.density === undefined)
      throw new PartitaError(
        "weighting: 'likelihood' undoes the density of the drawn times, which this time sampling does not state; choose times 'log-snr', under which it is the weighting 'uniform'.",
      );
    return sde.diffusion2(t) / sde.sigma(t) ** 2 / (context.density(t) * (sde.logSnr(interval.start) - sde.logSnr(interval.end)));
  },
};

export const likelihood = defineComponent({
  port: Weighting,
  kind: 'likelihood',
  summary: 'the loss bounds the likelihood whatever times are drawn; its mean over them is 1',
  formula: 'w(t) = g²/σ² / (q(t)·(λ(start) − λ(end))), q the density of the drawn times',
  options: z.object({}),
  create: () => likelihoodWeighting,
  cites: ['arXiv:2101.09258', 'arXiv:2107.00630', 'arXiv:2303.00848'],
});
