import { defineComponent, part, ReverseStep, Sampler } from '@partita/core';
import type { Sde, StepFactors } from '@partita/core';
import { z } from 'zod';
import { DescentSampler, type DescentParts } from './descent/descent-sampler.ts';
import { descentOptions, descentParts } from './descent/options.ts';
import { stageOf, type Rule } from './descent/stage.ts';

/**
 * A step of Langevin dynamics at time t, which leaves p_t as it is up to its step size ε = 2·(snr·σ)²:
 *
 *   x' = x + ε·s + √(2ε)·z,   s = (α·x̂0 − x)/σ²
 *
 * Song et al. (arXiv 2011.13456, algorithm 4) take σ from the norm of the scores of a batch. A sample may not depend on its batch mates, and
 * a step that depends on the row's own score would no longer leave p_t as it is; here σ is the process's own, as in their annealed form.
 */
export function langevinFactors(sde: Sde, t: number, snr: number): StepFactors {
  const [alpha, sigma] = [sde.alpha(t), sde.sigma(t)];
  return { x: 1 - 2 * snr ** 2, data: 2 * snr ** 2 * alpha, noise: 2 * snr * sigma };
}

export interface PredictorCorrectorParts {
  readonly predictor: ReverseStep;
  /** Langevin step size relative to the noise; below 1, 0.16. */
  readonly snr?: number;
  /** Langevin steps at each node of the grid; 1. */
  readonly correctorSteps?: number;
}

/**
 * Predictor and corrector by turns (Song et al. 2021, arXiv 2011.13456, algorithm 1): a step of the reverse process, then Langevin steps at
 * its end by the network in force there. Edges that cut a step of the grid add no corrector.
 */
export const predictorCorrectorRule = ({ predictor, snr = 0.16, correctorSteps = 1 }: PredictorCorrectorParts): Rule => ({
  past: 0,
  stages: ({ sde, grid, legs }) => {
    const nodes = new Set(grid);
    return legs.flatMap(({ segment, times }, leg) =>
      times.slice(1).flatMap((next, i) => {
        const t = times[i] as number;
        const below = i === times.length - 2 ? (legs[leg + 1]?.segment ?? segment) : segment;
        const corrector = { segment: below, at: next, ...langevinFactors(sde, next, snr), source: 'node' as const };
        const correctors = Array.from({ length: nodes.has(next) ? correctorSteps : 0 }, () => corrector);
        return [stageOf({ segment, t, next }, predictor.factors(sde, t, next)), ...correctors];
      }),
    );
  },
});

/** Draws by a predictor of the reverse process and Langevin correctors. */
export class PredictorCorrectorSampler extends DescentSampler {
  constructor({ predictor, snr = 0.16, correctorSteps = 1, ...parts }: DescentParts & PredictorCorrectorParts) {
    super({ ...parts, rule: predictorCorrectorRule({ predictor, snr, correctorSteps }) });
  }
}

export const predictorCorrector = defineComponent({
  port: Sampler,
  kind: 'predictor-corrector',
  summary: 'steps of the reverse process, each corrected by Langevin dynamics',
  formula:
    "predictor x → x', then x' ← x' + ε·s + √(2ε)·z at t', ε = 2·(snr·σ)²; weak order 1, and a bias of order snr² from the corrector",
  options: z.object({
    predictor: part(ReverseStep, 'reverse-diffusion', 'the step of the reverse process'),
    snr: z.number().gt(0).lt(1).default(0.16).describe('size of a Langevin step relative to the noise'),
    correctorSteps: z.int().min(0).max(100).default(1).describe('Langevin steps at each node of the grid'),
    ...descentOptions(250),
  }),
  create: ({ predictor, snr, correctorSteps, ...options }, container) =>
    new PredictorCorrectorSampler({
      predictor: container.build(ReverseStep, predictor),
      snr,
      correctorSteps,
      ...descentParts(options, container),
    }),
  cites: ['arXiv:2011.13456'],
});
