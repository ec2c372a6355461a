import { defineComponent, ReverseStep, Sampler } from '@partita/core';
import type { Sde, StepFactors } from '@partita/core';
import { z } from 'zod';
import { DescentSampler, type DescentParts } from './descent/descent-sampler.ts';
import { descentOptions, descentParts } from './descent/options.ts';
import { oneStepRule } from './descent/stage.ts';
import { rise } from './half-log-snr.ts';

/**
 * DDIM (Song et al. 2021, arXiv 2010.02502, eq. 12) for any α and σ: with the noise ε̂ = (x − α·x̂0)/σ and the ancestral step's
 * variance σ'²·(1 − e^{−2h}), of which η² is drawn afresh,
 *
 *   x' = α'·x̂0 + √(σ'² − τ²)·ε̂ + τ·z,   τ² = η²·σ'²·(1 − e^{−2h})
 *
 * η = 0 is exact wherever x̂0 is constant (it is DPM-Solver++ of order 1), η = 1 is the ancestral step.
 */
export function ddimFactors(sde: Sde, t: number, next: number, eta: number): StepFactors {
  const h = rise(sde, t, next);
  const fresh = -(eta ** 2) * Math.expm1(-2 * h); // τ²/σ'²
  const logKeep = 0.5 * Math.log1p(-fresh);
  return {
    x: (sde.sigma(next) / sde.sigma(t)) * Math.exp(logKeep),
    data: -sde.alpha(next) * Math.expm1(logKeep - h),
    noise: sde.sigma(next) * Math.sqrt(fresh),
  };
}

/** Draws by DDIM steps; eta from 0, deterministic, to 1, ancestral. */
export class DdimSampler extends DescentSampler {
  constructor({ eta = 0, ...parts }: DescentParts & { readonly eta?: number }) {
    super({ ...parts, rule: oneStepRule((sde, t, next) => ddimFactors(sde, t, next, eta)) });
  }
}

const about = {
  kind: 'ddim',
  formula: "x' = α'·x̂0 + √(σ'² − τ²)·ε̂ + τ·z, τ² = η²·σ'²·(1 − e^{−2h}), 2h the rise of the log-SNR; order 1",
  cites: ['arXiv:2010.02502'],
};

const eta = z
  .number()
  .min(0)
  .max(1)
  .default(0)
  .describe("part of the posterior's deviation that is drawn afresh: 0 deterministic, 1 ancestral");

export const ddim = defineComponent({
  port: Sampler,
  ...about,
  summary: 'first-order steps in log-SNR, deterministic or with part of the noise',
  options: z.object({ eta, ...descentOptions(64) }),
  create: ({ eta, ...options }, container) => new DdimSampler({ eta, ...descentParts(options, container) }),
});

export const ddimStep = defineComponent({
  port: ReverseStep,
  ...about,
  summary: 'a DDIM step',
  options: z.object({ eta }),
  create: ({ eta }): ReverseStep => ({ factors: (sde, t, next) => ddimFactors(sde, t, next, eta) }),
});
