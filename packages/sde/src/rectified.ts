import { defineComponent, Sde } from '@partita/core';
import { z } from 'zod';

/**
 * The straight path between data and noise of flow matching (Lipman et al. 2023, arXiv 2210.02747; Liu et al. 2023, arXiv
 * 2209.03003), as the diffusion with the same kernel:
 *
 *   x_t = (1 − t)·x₀ + t·ε:   α = 1 − t,   σ = t,   a = −1/(1 − t),   g² = 2t/(1 − t),   λ = 2 log((1 − t)/t)
 *
 * At t = 1 nothing is left of the data and a, g² and λ are infinite, so time ends at a T below 1.
 */
export class RectifiedSde implements Sde {
  readonly horizon: number;
  readonly priorSigma: number;

  constructor({ horizon = 0.999 }: { readonly horizon?: number } = {}) {
    this.horizon = horizon;
    this.priorSigma = Math.hypot(this.alpha(horizon), this.sigma(horizon));
  }

  alpha(t: number): number {
    return 1 - t;
  }

  sigma(t: number): number {
    return t;
  }

  drift(t: number): number {
    return -1 / (1 - t);
  }

  diffusion2(t: number): number {
    return (2 * t) / (1 - t);
  }

  logSnr(t: number): number {
    return 2 * Math.log((1 - t) / t);
  }

  time(logSnr: number): number {
    return 1 / (1 + Math.exp(0.5 * logSnr));
  }
}

export const rectified = defineComponent({
  port: Sde,
  kind: 'rectified',
  summary: 'the straight path of flow matching and rectified flow',
  formula: 'α = 1 − t,  σ = t;  a = −1/(1 − t),  g² = 2t/(1 − t);  T = horizon < 1',
  options: z.object({
    horizon: z.number().gt(0.5).max(0.999999).default(0.999).describe('T, below 1: the share of noise with which sampling begins'),
  }),
  create: (options) => new RectifiedSde(options),
  cites: ['arXiv:2210.02747', 'arXiv:2209.03003'],
});
