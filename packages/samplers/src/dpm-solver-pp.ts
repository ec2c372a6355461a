import { defineComponent, Sampler } from '@partita/core';
import type { Sde } from '@partita/core';
import { z } from 'zod';
import { DescentSampler, type DescentParts } from './descent/descent-sampler.ts';
import { descentOptions, descentParts } from './descent/options.ts';
import type { Rule, Stage } from './descent/stage.ts';
import { exponentialWeights } from './exponential-weights.ts';
import { rise } from './half-log-snr.ts';
import { multistepStages, predictorWeights, type MultistepStep } from './multistep.ts';

/**
 * DPM-Solver++, multistep, 2M and 3M (Lu et al. 2022, arXiv 2211.01095): the exponential integrator of the probability flow whose
 * x̂0 is extrapolated from the estimates at the last nodes,
 *
 *   x' = (σ'/σ)·x + α'·Σ_j w_j·x̂0_j.
 *
 * The history restarts at interval edges and before much longer steps: a first-order step, then a second-order one. Order 3 bears no
 * first-order step, so there the node where one ended is corrected in hindsight, x ← x + α·w·(x̂0 − x̂0_1), once the network was asked
 * at it; that costs no evaluation. tMin is above 0, so the last steps need no lower order.
 */
export const dpmSolverPpRule = (order: 1 | 2 | 3): Rule => ({
  past: order - 1,
  stages: ({ sde, legs }) => legs.flatMap((leg) => multistepStages(sde, leg, order, (step) => dpmSolverPpFactors(sde, step, order))),
});

/** The factors of one step. */
export function dpmSolverPpFactors(
  sde: Sde,
  { times, next, used, usedBefore }: MultistepStep,
  order: number,
): Pick<Stage, 'x' | 'data' | 'noise'> & { readonly past: readonly number[] } {
  const t = times.at(-1) as number;
  const x = sde.sigma(next) / sde.sigma(t);
  const [data = 0, ...past] = predictorWeights(sde, times.slice(-used), next).map((w) => sde.alpha(next) * w);
  if (order < 3 || usedBefore !== 1) return { x, data, past, noise: 0 };

  const last = rise(sde, times.at(-2) as number, t);
  const correction = x * sde.alpha(t) * (exponentialWeights(last, [1, 0])[0] as number);
  return { x, data: data + correction, past: [(past[0] ?? 0) - correction, ...past.slice(1)], noise: 0 };
}

/** Draws along the probability flow by DPM-Solver++ of order 1, 2 (2M) or 3 (3M). */
export class DpmSolverPpSampler extends DescentSampler {
  constructor({ order = 2, ...parts }: DescentParts & { readonly order?: 1 | 2 | 3 }) {
    super({ ...parts, rule: dpmSolverPpRule(order) });
  }
}

export const dpmSolverPp = defineComponent({
  port: Sampler,
  kind: 'dpm-solver-pp',
  summary: 'multistep exponential integrator of the probability flow, in data prediction',
  formula: "x' = (σ'/σ)·x + α'·Σ_j w_j·x̂0_j over the last nodes, w from ∫₀ʰ e^{−(h−s)}·x̂0 ds, 2h the rise of the log-SNR; order 1, 2 or 3",
  options: z.object({
    order: z
      .union([z.literal(1), z.literal(2), z.literal(3)])
      .default(2)
      .describe('1 (DDIM), 2 (2M) or 3 (3M): estimates that a step uses'),
    ...descentOptions(32),
  }),
  create: ({ order, ...options }, container) => new DpmSolverPpSampler({ order, ...descentParts(options, container) }),
  cites: ['arXiv:2211.01095'],
});
