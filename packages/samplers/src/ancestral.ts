import { defineComponent, ReverseStep, Sampler } from '@partita/core';
import type { Sde, StepFactors } from '@partita/core';
import { z } from 'zod';
import { DescentSampler, type DescentParts } from './descent/descent-sampler.ts';
import { descentOptions, descentParts } from './descent/options.ts';
import { oneStepRule } from './descent/stage.ts';
import { rise } from './half-log-snr.ts';

/**
 * Ancestral sampling (Ho et al. 2020, arXiv 2006.11239; for any α and σ: Kingma et al. 2021, arXiv 2107.00630, appendix A.4): a draw
 * from the exact posterior q(x_t' | x_t, x₀) with x̂0 in the place of x₀. With h half the rise of the log-SNR,
 *
 *   x' = (σ'/σ)·e^{−h}·x + α'·(1 − e^{−2h})·x̂0 + σ'·√(1 − e^{−2h})·z
 */
export function ancestralFactors(sde: Sde, t: number, next: number): StepFactors {
  const h = rise(sde, t, next);
  const fresh = -Math.expm1(-2 * h);
  return {
    x: (sde.sigma(next) / sde.sigma(t)) * Math.exp(-h),
    data: sde.alpha(next) * fresh,
    noise: sde.sigma(next) * Math.sqrt(fresh),
  };
}

/** Draws from the posteriors of the forward process, one after another. */
export class AncestralSampler extends DescentSampler {
  constructor(parts: DescentParts) {
    super({ ...parts, rule: oneStepRule(ancestralFactors) });
  }
}

const about = {
  kind: 'ancestral',
  formula: "x' = (σ'/σ)·e^{−h}·x + α'·(1 − e^{−2h})·x̂0 + σ'·√(1 − e^{−2h})·z, 2h the rise of the log-SNR; weak order 1",
  cites: ['arXiv:2006.11239', 'arXiv:2107.00630'],
};

export const ancestral = defineComponent({
  port: Sampler,
  ...about,
  summary: 'draws from the exact posterior of each step, given x̂0',
  options: z.object(descentOptions(500)),
  create: (options, container) => new AncestralSampler(descentParts(options, container)),
});

export const ancestralStep = defineComponent({
  port: ReverseStep,
  ...about,
  summary: 'a draw from the posterior of a step, given x̂0',
  options: z.object({}),
  create: (): ReverseStep => ({ factors: ancestralFactors }),
});
