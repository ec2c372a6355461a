import { defineComponent, Sde } from '@partita/core';
import { z } from 'zod';
import { dataSigmaOption } from './data-sigma.ts';

export interface VeOptions {
  readonly sigmaMin: number;
  readonly sigmaMax: number;
  /** Standard deviation of the data. */
  readonly dataSigma?: number;
}

/**
 * The variance-exploding process with a geometric scale s(t) = s₀·(s₁/s₀)^t (Song et al. 2021, arXiv 2011.13456):
 *
 *   dx = g dw,   g² = (s²)' = 2s²·log(s₁/s₀),   α = 1,   σ² = s(t)² − s₀²
 *
 * σ² is the variance that was added since t = 0, so that x₀ is the data itself. The authors' code takes s(t)² for it, whose
 * "data" carry noise of variance s₀² from the start.
 */
export class VeSde implements Sde {
  readonly horizon = 1;
  readonly priorSigma: number;
  readonly #least: number;
  readonly #growth: number;

  constructor({ sigmaMin, sigmaMax, dataSigma = 1 }: VeOptions) {
    this.#least = sigmaMin;
    this.#growth = Math.log(sigmaMax / sigmaMin);
    this.priorSigma = Math.hypot(this.sigma(1), dataSigma);
  }

  alpha(): number {
    return 1;
  }

  sigma(t: number): number {
    return this.#least * Math.sqrt(Math.expm1(2 * this.#growth * t));
  }

  drift(): number {
    return 0;
  }

  diffusion2(t: number): number {
    return 2 * this.#growth * this.#least ** 2 * Math.exp(2 * this.#growth * t);
  }

  logSnr(t: number): number {
    return -2 * Math.log(this.sigma(t));
  }

  time(logSnr: number): number {
    return Math.log1p(Math.exp(-logSnr) / this.#least ** 2) / (2 * this.#growth);
  }
}

export const ve = defineComponent({
  port: Sde,
  kind: 've',
  summary: 'variance exploding, geometric noise scale',
  formula: 'dx = g dw,  s = s₀(s₁/s₀)^t,  g² = 2s²·log(s₁/s₀);  α = 1,  σ² = s² − s₀²;  T = 1',
  options: z
    .object({
      sigmaMin: z.number().gt(0).max(1).default(0.01).describe('s₀, the noise scale at t = 0, in units of the data'),
      sigmaMax: z.number().gt(0).max(1e6).default(50).describe('s₁, the noise scale at T; above sigmaMin'),
      dataSigma: dataSigmaOption,
    })
    .refine((range) => range.sigmaMax > range.sigmaMin, { path: ['sigmaMax'], error: 'sigmaMax must be above sigmaMin' }),
  create: (options) => new VeSde(options),
  cites: ['arXiv:2011.13456'],
});
