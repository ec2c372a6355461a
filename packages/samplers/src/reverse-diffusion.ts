import { defineComponent, ReverseStep, Sampler } from '@partita/core';
import type { Sde, StepFactors } from '@partita/core';
import { z } from 'zod';
import { DescentSampler, type DescentParts } from './descent/descent-sampler.ts';
import { descentOptions, descentParts } from './descent/options.ts';
import { oneStepRule } from './descent/stage.ts';
import { rise } from './half-log-snr.ts';

/**
 * Reverse diffusion (Song et al. 2021, arXiv 2011.13456, eq. 46): where the forward process goes x_t = x_t' + f(x_t') + G·z, the
 * reverse one is discretised alike, x' = x − f(x) + G²·s + G·z. The forward transition of a Gaussian kernel is exact here,
 * f(x) = (α/α' − 1)·x and G² = σ² − (α/α')²·σ'²:
 *
 *   x' = (2 − α/α')·x + G²·s + G·z,   s = (α·x̂0 − x)/σ²
 */
export function reverseDiffusionFactors(sde: Sde, t: number, next: number): StepFactors {
  const [alpha, sigma] = [sde.alpha(t), sde.sigma(t)];
  const fresh = -Math.expm1(-2 * rise(sde, t, next)); // G²/σ²
  return { x: 2 - alpha / sde.alpha(next) - fresh, data: fresh * alpha, noise: sigma * Math.sqrt(fresh) };
}

/** Draws by reversing the forward process's own discretisation. */
export class ReverseDiffusionSampler extends DescentSampler {
  constructor(parts: DescentParts) {
    super({ ...parts, rule: oneStepRule(reverseDiffusionFactors) });
  }
}

const about = {
  kind: 'reverse-diffusion',
  formula: "x' = (2 − α/α')·x + G²·s + G·z, G² = σ² − (α/α')²·σ'²; weak order 1",
  cites: ['arXiv:2011.13456'],
};

export const reverseDiffusion = defineComponent({
  port: Sampler,
  ...about,
  summary: 'the reverse SDE, discretised as the forward process is',
  options: z.object(descentOptions(500)),
  create: (options, container) => new ReverseDiffusionSampler(descentParts(options, container)),
});

export const reverseDiffusionStep = defineComponent({
  port: ReverseStep,
  ...about,
  summary: 'a step of reverse diffusion',
  options: z.object({}),
  create: (): ReverseStep => ({ factors: reverseDiffusionFactors }),
});
