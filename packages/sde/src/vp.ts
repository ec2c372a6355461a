import { defineComponent, Sde } from '@partita/core';
import { z } from 'zod';

/**
 * The variance-preserving process with linear β (Song et al. 2021, arXiv 2011.13456; Haxholli & Lorenzi 2023 use β = 10t):
 *
 *   dx = −½β(t)·x dt + √β(t) dw,   β(t) = β₀ + (β₁ − β₀)·t,   B(t) = ∫₀ᵗβ = β₀·t + ½(β₁ − β₀)·t²
 *   α = e^{−B/2},   σ² = 1 − e^{−B},   λ = log(α²/σ²) = −log(e^{B} − 1)
 *
 * σ² is computed as −expm1(−B): near t = 0 the plain difference loses every digit.
 */
export class VpSde implements Sde {
  readonly horizon = 1;
  readonly priorSigma = 1;
  readonly #start: number;
  readonly #slope: number;

  /** @param options β at t = 0 and at t = 1, in 1/time; betaMax > betaMin ≥ 0 */
  constructor({ betaMin, betaMax }: { readonly betaMin: number; readonly betaMax: number }) {
    this.#start = betaMin;
    this.#slope = betaMax - betaMin;
  }

  alpha(t: number): number {
    return Math.exp(-0.5 * this.#integral(t));
  }

  sigma(t: number): number {
    return Math.sqrt(-Math.expm1(-this.#integral(t)));
  }

  drift(t: number): number {
    return -0.5 * this.diffusion2(t);
  }

  diffusion2(t: number): number {
    return this.#start + this.#slope * t;
  }

  logSnr(t: number): number {
    return -Math.log(Math.expm1(this.#integral(t)));
  }

  /** B = log(1 + e^{−λ}); then t solves ½·slope·t² + β₀·t = B, in the form that does not cancel. */
  time(logSnr: number): number {
    const integral = logSnr > -30 ? Math.log1p(Math.exp(-logSnr)) : -logSnr;
    return (2 * integral) / (this.#start + Math.sqrt(this.#start ** 2 + 2 * this.#slope * integral));
  }

  #integral(t: number): number {
    return this.#start * t + 0.5 * this.#slope * t * t;
  }
}

export const vp = defineComponent({
  port: Sde,
  kind: 'vp',
  summary: 'variance preserving, linear β',
  options: z
    .object({
      betaMin: z.number().min(0).max(100).default(0).describe('β at t = 0'),
      betaMax: z.number().gt(0).max(1000).default(10).describe('β at t = 1, above betaMin'),
    })
    .refine(({ betaMin, betaMax }) => betaMax > betaMin, { path: ['betaMax'], error: 'betaMax must be above betaMin' }),
  create: (options) => new VpSde(options),
  cites: ['arXiv:2011.13456', 'arXiv:2306.02658'],
});
