import { defineComponent, TimeGrid } from '@partita/core';
import type { Clock, Sde } from '@partita/core';
import { z } from 'zod';
import { gridOptions } from './grid-options.ts';

/**
 * u = (σ/α)^{1/ρ} (Karras et al. 2022, arXiv 2206.00364, eq. 5, with the noise in units of the shrunken data). With λ = −2 log(σ/α)
 * it is u = e^{−λ/(2ρ)}, and from λ' = −g²/σ² follows du/dt = u·g²/(2ρ·σ²).
 * @param rho 1 for steps of equal noise; the larger, the shorter the steps at little noise; log-SNR is the limit
 */
export const karrasClock = (sde: Sde, rho: number): Clock => {
  const at = (t: number): number => Math.exp(-sde.logSnr(t) / (2 * rho));
  return {
    at,
    time: (u) => sde.time(-2 * rho * Math.log(u)),
    rate: (t) => (2 * rho * sde.sigma(t) ** 2) / (at(t) * sde.diffusion2(t)),
  };
};

/** Steps of equal size in a root of the noise: short where there is little of it. */
export class KarrasGrid implements TimeGrid {
  readonly steps: number;
  readonly #rho: number;

  constructor({ steps = 64, rho = 7 }: { readonly steps?: number; readonly rho?: number } = {}) {
    this.steps = steps;
    this.#rho = rho;
  }

  clock(sde: Sde): Clock {
    return karrasClock(sde, this.#rho);
  }
}

export const karrasGrid = defineComponent({
  port: TimeGrid,
  kind: 'karras',
  summary: 'steps of equal size in a root of the noise level',
  formula: 'u = (σ/α)^{1/ρ}',
  options: gridOptions.extend({
    rho: z.number().min(1).max(100).default(7).describe('ρ, the root; 1 for steps of equal noise, more for shorter steps at little noise'),
  }),
  create: (options) => new KarrasGrid(options),
  cites: ['arXiv:2206.00364'],
});
