import { defineComponent, Sde } from '@partita/core';
import { z } from 'zod';

/**
 * The variance-preserving process (Song et al. 2021, arXiv 2011.13456) whose β is a parabola in time, so that little noise comes early:
 *
 *   β(t) = β₀ + Δ·t²,   B(t) = ∫₀ᵗβ = β₀·t + Δ·t³/3,   Δ = β₁ − β₀
 *   α = e^{−B/2},   σ² = 1 − e^{−B} = −expm1(−B),   λ = log(α²/σ²) = −log(e^{B} − 1)
 */
class ParabolicVpSde implements Sde {
  readonly horizon = 1;
  readonly priorSigma = 1;
  readonly #start: number;
  readonly #growth: number;

  constructor({ betaMin, betaMax }: { readonly betaMin: number; readonly betaMax: number }) {
    this.#start = betaMin;
    this.#growth = betaMax - betaMin;
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
    return this.#start + this.#growth * t * t;
  }

  logSnr(t: number): number {
    return -Math.log(Math.expm1(this.#integral(t)));
  }

  /** B = log(1 + e^{−λ}); then t is the one real root of t³ + p·t = q, by Viète's hyperbolic sine. */
  time(logSnr: number): number {
    const q = (3 * Math.log1p(Math.exp(-logSnr))) / this.#growth;
    const root = Math.sqrt(this.#start / this.#growth); // √(p/3)
    return root === 0 ? Math.cbrt(q) : 2 * root * Math.sinh(Math.asinh(q / (2 * root ** 3)) / 3);
  }

  #integral(t: number): number {
    return this.#start * t + (this.#growth * t ** 3) / 3;
  }
}

export const sde = defineComponent({
  port: Sde,
  kind: '__KIND__',
  summary: 'variance preserving, β a parabola in time',
  options: z
    .object({
      betaMin: z.number().min(0).max(100).default(0.1).describe('β at t = 0'),
      betaMax: z.number().gt(0).max(1000).default(20).describe('β at t = 1, above betaMin'),
    })
    .refine(({ betaMin, betaMax }) => betaMax > betaMin, { path: ['betaMax'], error: 'betaMax must be above betaMin' }),
  create: (options) => new ParabolicVpSde(options),
  cites: ['arXiv:2011.13456'],
});
