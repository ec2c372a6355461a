import { defineComponent, TimeSampling } from '@partita/core';
import { z } from 'zod';
import { stratifiedOption, timesByQuantile, type StratifiedOption, type TimeDistribution } from './by-quantile.ts';

/** With λ' = −g²/σ²: from α' = a·α and (σ²)' = 2a·σ² + g². */
const uniformInLogSnr: TimeDistribution = {
  quantile({ start, end }, sde) {
    const [from, to] = [sde.logSnr(end), sde.logSnr(start)];
    return (p) => sde.time(from + p * (to - from));
  },
  density: (t, { start, end }, sde) => sde.diffusion2(t) / sde.sigma(t) ** 2 / (sde.logSnr(start) - sde.logSnr(end)),
};

/** Uniform in λ = log(α²/σ²): every scale of detail gets its share, and the loss of the noise is the likelihood's. */
export const logSnrTimes = (options: StratifiedOption = { stratified: true }): TimeSampling => timesByQuantile(uniformInLogSnr, options);

export const logSnr = defineComponent({
  port: TimeSampling,
  kind: 'log-snr',
  summary: 'uniform in log-SNR: every scale of detail gets its share',
  formula: 'q(t) = g²/σ² / (λ(start) − λ(end)), λ = log(α²/σ²)',
  options: z.object({ stratified: stratifiedOption }),
  create: logSnrTimes,
  cites: ['arXiv:2107.00630'],
});
