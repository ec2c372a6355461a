import { defineComponent, TimeGrid } from '@partita/core';
import type { Clock, Sde } from '@partita/core';
import { gridOptions } from './grid-options.ts';

/** u = λ(t) = log(α²/σ²). From α' = a·α and (σ²)' = 2a·σ² + g² follows λ' = −g²/σ² (Lu et al., arXiv 2206.00927). */
export const logSnrClock = (sde: Sde): Clock => ({
  at: (t) => sde.logSnr(t),
  time: (u) => sde.time(u),
  rate: (t) => -(sde.sigma(t) ** 2) / sde.diffusion2(t),
});

/** Steps of equal log-SNR: short where the noise is small, where the score changes fast. */
export class LogSnrGrid implements TimeGrid {
  readonly steps: number;

  constructor(steps = 64) {
    this.steps = steps;
  }

  clock(sde: Sde): Clock {
    return logSnrClock(sde);
  }
}

export const logSnrGrid = defineComponent({
  port: TimeGrid,
  kind: 'log-snr',
  summary: 'steps of equal log signal-to-noise ratio',
  formula: 'u = λ(t) = log(α²/σ²)',
  options: gridOptions,
  create: ({ steps }) => new LogSnrGrid(steps),
  cites: ['arXiv:2206.00927'],
});
