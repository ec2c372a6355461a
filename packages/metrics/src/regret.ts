import type { Metric } from '@partita/core';
import { integrateOverLogSnr, type IntegralOptions } from './integral/integrate.ts';

/**
 * How much of the variational bound each network loses, against the exact score of the noised data:
 *
 *     regret = ½ ∫ E‖ε̂(x_t, t) − ε*(x_t, t)‖² dλ,   ε = −σ·s,   ε* = −σ·∇log p_t
 *
 * It is ELBO(model) − ELBO(exact score), bounds KL(p_tMin ‖ model) of the reverse SDE less the prior's mismatch, and is additive over
 * time: one part per interval (Song et al., arXiv 2101.09258, thm. 1). A point's network is taken as it is used: held over its interval.
 * Undefined for data without an exact score.
 */
export const regret = (options: IntegralOptions): Metric => ({
  name: 'regret',
  async measure(context) {
    const { exact } = context.dataset;
    const scoreOf = exact?.score?.bind(exact);
    if (!scoreOf) return undefined;
    const { total, parts } = await integrateOverLogSnr(context, await context.testRows(), options, ({ x, alpha, sigma }, score) => {
      const truth = scoreOf(x, alpha, sigma);
      return score.reduce((sum, value, i) => sum + (sigma * (value - (truth[i] as number))) ** 2, 0);
    });
    return { value: total.value, standardError: total.standardError, unit: 'nats', parts };
  },
});
