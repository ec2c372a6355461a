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
 * UniPC in data prediction with B₂(h) = e^h − 1 (Zhao et al. 2023, arXiv 2302.04867). The predictor UniP-p extrapolates the last p estimates;
 * once the network was asked at the predicted node, UniC-p corrects it with that estimate as well, at no further evaluation:
 *
 *   UniP:  x̃' = (σ'/σ)·x + α'·Σ_{j≤0} w_j·x̂0_j      UniC:  x' = (σ'/σ)·x + α'·(w'_1·x̂0(x̃') + Σ_{j≤0} w'_j·x̂0_j)
 *
 * The history restarts with p = 1 at interval edges and before much longer steps; the corrector makes even that second order. The last node
 * of a leg stays as predicted, because the next network, not this one, is asked there.
 */
export const unipcRule = (order: 2 | 3): Rule => ({
  past: order,
  stages: ({ sde, legs }) => legs.flatMap((leg) => multistepStages(sde, leg, order, (step) => unipcFactors(sde, step))),
});

/** The factors of one stage: the correction of the node that was predicted last, then the next prediction, as one linear map. */
export function unipcFactors(
  sde: Sde,
  { times, next, used, usedBefore }: MultistepStep,
): Pick<Stage, 'x' | 'data' | 'noise'> & { readonly past: readonly number[] } {
  const t = times.at(-1) as number;
  const x = sde.sigma(next) / sde.sigma(t);
  const factors = predictorWeights(sde, times.slice(-used), next).map((w) => sde.alpha(next) * w);
  if (usedBefore > 0)
    correction(sde, times.slice(-1 - usedBefore)).forEach((c, j) => (factors[j] = (factors[j] ?? 0) + x * sde.alpha(t) * c));
  const [data = 0, ...past] = factors;
  return { x, data, past, noise: 0 };
}

/** UniC less UniP for the step that ended at the last of the times, as weights of the estimates at them, the latest first. */
function correction(sde: Sde, times: readonly number[]): number[] {
  const [begin, t] = times.slice(-2) as [number, number];
  const h = rise(sde, begin, t);
  const ratios = times.toReversed().map((time) => 1 - rise(sde, time, t) / h);
  const half = -0.5 * Math.expm1(-h);
  const corrected = ratios.length === 2 ? [half, half] : exponentialWeights(h, ratios);
  const predicted = [0, ...predictorWeights(sde, times.slice(0, -1), t)];
  return corrected.map((w, j) => w - (predicted[j] as number));
}

/** Draws along the probability flow by UniPC of order 2 or 3. */
export class UnipcSampler extends DescentSampler {
  constructor({ order = 2, ...parts }: DescentParts & { readonly order?: 2 | 3 }) {
    super({ ...parts, rule: unipcRule(order) });
  }
}

export const unipc = defineComponent({
  port: Sampler,
  kind: 'unipc',
  summary: 'multistep predictor and corrector in data prediction, one evaluation a step',
  formula:
    "x' = (σ'/σ)·x + α'·Σ_j w_j·x̂0_j, predicted from the last p estimates, corrected with that at x'; a step has order p + 1, the whole 3 because it starts with p = 1",
  options: z.object({
    order: z
      .union([z.literal(2), z.literal(3)])
      .default(2)
      .describe('p, 2 or 3: estimates that the predictor uses'),
    ...descentOptions(32),
  }),
  create: ({ order, ...options }, container) => new UnipcSampler({ order, ...descentParts(options, container) }),
  cites: ['arXiv:2302.04867'],
});
