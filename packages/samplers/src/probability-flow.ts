import { Backend, defineComponent, OdeSolver, part, Sampler, TimeGrid } from '@partita/core';
import type { PartitionedScore, SampleRequest, Samples } from '@partita/core';
import { z } from 'zod';
import { sampleInBatches } from './descent/batches.ts';
import { denoisingStage } from './descent/denoising.ts';
import { Descent } from './descent/descent.ts';
import { sharedOptions } from './descent/options.ts';
import { ProbabilityFlow } from './flow.ts';

export interface ProbabilityFlowSamplerParts {
  readonly solver: OdeSolver;
  readonly grid: TimeGrid;
  /** Samples that are carried together; 1024. */
  readonly batch?: number;
  /** Where a final denoising step runs, which puts (x + σ²·s)/α at tMin in the place of x; without it there is none. */
  readonly denoise?: Backend | undefined;
}

/** Draws x_T from the prior and carries it down the probability-flow ODE to tMin: the only noise is in x_T. */
export class ProbabilityFlowSampler implements Sampler {
  readonly #flow: ProbabilityFlow;
  readonly #batch: number;
  readonly #denoise: Backend | undefined;

  constructor({ batch = 1024, denoise, ...parts }: ProbabilityFlowSamplerParts) {
    this.#flow = new ProbabilityFlow(parts);
    this.#batch = batch;
    this.#denoise = denoise;
  }

  async sample(score: PartitionedScore, request: SampleRequest): Promise<Samples> {
    const way = { from: score.sde.horizon, to: score.tMin };
    const denoising = this.#denoise && new Descent(this.#denoise, score, [denoisingStage(score)]);
    try {
      return await sampleInBatches(score, request, this.#batch, async ({ xT }) => {
        const carried = await this.#flow.carry(score, xT, way, request.signal);
        if (denoising === undefined) return carried;
        try {
          return { x: await denoising.carry(carried.x, undefined, request.signal), evaluations: carried.evaluations + 1 };
        } finally {
          carried.x.dispose();
        }
      });
    } finally {
      denoising?.dispose();
    }
  }
}

export const probabilityFlow = defineComponent({
  port: Sampler,
  kind: 'probability-flow',
  summary: 'deterministic sampling along the probability-flow ODE',
  formula: "dx/dt = a·x − ½g²·s from T down to tMin; the solver's order",
  options: z.object({
    solver: part(OdeSolver, 'heun', 'integrates the ODE'),
    grid: part(TimeGrid, { kind: 'log-snr', steps: 64 }, 'where the solver steps'),
    ...sharedOptions,
  }),
  create: ({ solver, grid, batch, denoise }, container) =>
    new ProbabilityFlowSampler({
      solver: container.build(OdeSolver, solver),
      grid: container.build(TimeGrid, grid),
      batch,
      denoise: denoise ? container.resolve(Backend) : undefined,
    }),
  cites: ['arXiv:2011.13456'],
});
