import { defineComponent, Sampler } from '@partita/core';
import type { Sde } from '@partita/core';
import { z } from 'zod';
import { ancestralFactors } from './ancestral.ts';
import { DescentSampler, type DescentParts } from './descent/descent-sampler.ts';
import { descentOptions, descentParts } from './descent/options.ts';
import type { Rule, Stage } from './descent/stage.ts';
import { rise } from './half-log-snr.ts';
import { multistepStages, type MultistepStep } from './multistep.ts';

/**
 * SDE-DPM-Solver++ 2M (Lu et al. 2022, arXiv 2211.01095, section 5): the exponential integrator of the reverse SDE, an ancestral step whose
 * x̂0 is extrapolated to the middle of the step from the last two nodes, r = h₋₁/h:
 *
 *   x' = (σ'/σ)·e^{−h}·x + α'·(1 − e^{−2h})·[x̂0 + (x̂0 − x̂0_1)/(2r)] + σ'·√(1 − e^{−2h})·z
 *
 * The first step after an interval edge, and a step much longer than the last one, is the ancestral one.
 */
export const sdeDpmSolverPpRule: Rule = {
  past: 1,
  stages: ({ sde, legs }) => legs.flatMap((leg) => multistepStages(sde, leg, 2, (step) => sdeDpmSolverPpFactors(sde, step))),
};

/** The factors of one step. */
export function sdeDpmSolverPpFactors(sde: Sde, { times, next, used }: MultistepStep): Omit<Stage, 'segment' | 'at'> {
  const [last, t] = [times.at(-2), times.at(-1) as number];
  const factors = { ...ancestralFactors(sde, t, next), source: { from: t, to: next } };
  if (used === 1 || last === undefined) return factors;
  const lean = (0.5 * factors.data * rise(sde, t, next)) / rise(sde, last, t);
  return { ...factors, data: factors.data + lean, past: [-lean] };
}

/** Draws along the reverse SDE by SDE-DPM-Solver++ 2M. */
export class SdeDpmSolverPpSampler extends DescentSampler {
  constructor(parts: DescentParts) {
    super({ ...parts, rule: sdeDpmSolverPpRule });
  }
}

export const sdeDpmSolverPp = defineComponent({
  port: Sampler,
  kind: 'sde-dpm-solver-pp',
  summary: 'multistep exponential integrator of the reverse SDE, 2M',
  formula:
    "x' = (σ'/σ)·e^{−h}·x + α'·(1 − e^{−2h})·[x̂0 + (x̂0 − x̂0_1)/(2r)] + σ'·√(1 − e^{−2h})·z, 2h the rise of the log-SNR; weak order 2 where x̂0 is linear in x",
  options: z.object(descentOptions(64)),
  create: (options, container) => new SdeDpmSolverPpSampler(descentParts(options, container)),
  cites: ['arXiv:2211.01095'],
});
