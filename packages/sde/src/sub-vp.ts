import { defineComponent, Sde } from '@partita/core';
import { LinearBeta, linearBeta, type BetaRange } from './linear-beta.ts';

/**
 * The sub-variance-preserving process with linear β (Song et al. 2021, arXiv 2011.13456, eq. 14): the mean of VP, less noise.
 *
 *   dx = −½β·x dt + √(β·(1 − e^{−2B})) dw,   B(t) = ∫₀ᵗβ
 *   α = e^{−B/2},   σ = 1 − e^{−B},   σ/α = 2·sinh(B/2),   λ = −2 log(2·sinh(B/2))
 */
export class SubVpSde implements Sde {
  readonly horizon = 1;
  readonly priorSigma = 1;
  readonly #beta: LinearBeta;

  /** @param range β at t = 0 and at t = 1, in 1/time; betaMax > betaMin ≥ 0 */
  constructor(range: BetaRange) {
    this.#beta = new LinearBeta(range);
  }

  alpha(t: number): number {
    return Math.exp(-0.5 * this.#beta.integral(t));
  }

  sigma(t: number): number {
    return -Math.expm1(-this.#beta.integral(t));
  }

  drift(t: number): number {
    return -0.5 * this.#beta.at(t);
  }

  diffusion2(t: number): number {
    return -this.#beta.at(t) * Math.expm1(-2 * this.#beta.integral(t));
  }

  logSnr(t: number): number {
    return -2 * Math.log(2 * Math.sinh(0.5 * this.#beta.integral(t)));
  }

  time(logSnr: number): number {
    return this.#beta.inverse(2 * Math.asinh(0.5 * Math.exp(-0.5 * logSnr)));
  }
}

export const subVp = defineComponent({
  port: Sde,
  kind: 'sub-vp',
  summary: 'sub-variance preserving, linear β: the mean of vp, with less noise',
  formula: 'dx = −½β·x dt + √(β·(1 − e^{−2B})) dw,  β = β₀ + (β₁ − β₀)t,  B = ∫β;  α = e^{−B/2},  σ = 1 − e^{−B};  T = 1',
  options: linearBeta({ betaMin: 0.1, betaMax: 20 }),
  create: (options) => new SubVpSde(options),
  cites: ['arXiv:2011.13456'],
});
