import { defineComponent, Sde } from '@partita/core';
import { LinearBeta, linearBeta, type BetaRange } from './linear-beta.ts';

/**
 * The variance-preserving process with linear β (Song et al. 2021, arXiv 2011.13456; Haxholli & Lorenzi 2023 use β = 10t):
 *
 *   dx = −½β(t)·x dt + √β(t) dw,   B(t) = ∫₀ᵗβ
 *   α = e^{−B/2},   σ² = 1 − e^{−B},   λ = log(α²/σ²) = −log(e^{B} − 1)
 *
 * σ² is computed as −expm1(−B): near t = 0 the plain difference loses every digit.
 */
export class VpSde implements Sde {
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
    return Math.sqrt(-Math.expm1(-this.#beta.integral(t)));
  }

  drift(t: number): number {
    return -0.5 * this.#beta.at(t);
  }

  diffusion2(t: number): number {
    return this.#beta.at(t);
  }

  logSnr(t: number): number {
    return -Math.log(Math.expm1(this.#beta.integral(t)));
  }

  /** B = log(1 + e^{−λ}), which is −λ where the exponential would overflow. */
  time(logSnr: number): number {
    return this.#beta.inverse(logSnr > -30 ? Math.log1p(Math.exp(-logSnr)) : -logSnr);
  }
}

export const vp = defineComponent({
  port: Sde,
  kind: 'vp',
  summary: 'variance preserving, linear β',
  formula: 'dx = −½β·x dt + √β dw,  β = β₀ + (β₁ − β₀)t,  B = ∫β;  α = e^{−B/2},  σ² = 1 − e^{−B};  T = 1',
  options: linearBeta({ betaMin: 0, betaMax: 10 }),
  create: (options) => new VpSde(options),
  cites: ['arXiv:2011.13456', 'arXiv:2306.02658'],
});
