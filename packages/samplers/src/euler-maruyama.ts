import { defineComponent, ReverseStep, Sampler } from '@partita/core';
import type { Sde, StepFactors } from '@partita/core';
import { z } from 'zod';
import { DescentSampler, type DescentParts } from './descent/descent-sampler.ts';
import { descentOptions, descentParts } from './descent/options.ts';
import { oneStepRule } from './descent/stage.ts';

/**
 * The reverse SDE dx = (a·x − g²·s) dt + g dw̄ (Song et al. 2021, arXiv 2011.13456, eq. 6) by Euler-Maruyama steps over h = t − t':
 *
 *   x' = (1 − a·h)·x + g²h·s + g·√h·z,   s = (α·x̂0 − x)/σ²
 */
export function eulerMaruyamaFactors(sde: Sde, t: number, next: number): StepFactors {
  const h = t - next;
  const noise2 = sde.diffusion2(t) * h;
  const pull = noise2 / sde.sigma(t) ** 2;
  return { x: 1 - sde.drift(t) * h - pull, data: pull * sde.alpha(t), noise: Math.sqrt(noise2) };
}

/** Draws along the reverse SDE by Euler-Maruyama steps. */
export class EulerMaruyamaSampler extends DescentSampler {
  constructor(parts: DescentParts) {
    super({ ...parts, rule: oneStepRule(eulerMaruyamaFactors) });
  }
}

const about = {
  kind: 'euler-maruyama',
  formula: "x' = (1 − a·h)·x + g²h·s + g·√h·z over h = t − t'; weak order 1, strong order 1",
  cites: ['arXiv:2011.13456'],
};

export const eulerMaruyama = defineComponent({
  port: Sampler,
  ...about,
  summary: 'stochastic sampling of the reverse SDE',
  options: z.object(descentOptions(500)),
  create: (options, container) => new EulerMaruyamaSampler(descentParts(options, container)),
});

export const eulerMaruyamaStep = defineComponent({
  port: ReverseStep,
  ...about,
  summary: 'a step of the reverse SDE',
  options: z.object({}),
  create: (): ReverseStep => ({ factors: eulerMaruyamaFactors }),
});
