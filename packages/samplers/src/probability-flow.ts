import { defineComponent, OdeSolver, part, Sampler, TimeGrid } from '@partita/core';
import type { PartitionedScore, SampleRequest, Samples } from '@partita/core';
import { z } from 'zod';
import { batchOption, sampleInBatches } from './batches.ts';
import { ProbabilityFlow } from './flow.ts';

export interface ProbabilityFlowSamplerParts {
  readonly solver: OdeSolver;
  readonly grid: TimeGrid;
  /** Samples that are carried together. */
  readonly batch?: number;
}

/** Draws x_T from the prior and carries it down the probability-flow ODE to tMin: the only noise is in x_T. */
export class ProbabilityFlowSampler implements Sampler {
  readonly #flow: ProbabilityFlow;
  readonly #batch: number;

  constructor({ batch = 1024, ...parts }: ProbabilityFlowSamplerParts) {
    this.#flow = new ProbabilityFlow(parts);
    this.#batch = batch;
  }

  sample(score: PartitionedScore, request: SampleRequest): Promise<Samples> {
    const way = { from: score.sde.horizon, to: score.tMin };
    return sampleInBatches(score, request, this.#batch, ({ xT }) => this.#flow.carry(score, xT, way, request.signal));
  }
}

export const probabilityFlow = defineComponent({
  port: Sampler,
  kind: 'probability-flow',
  summary: 'deterministic sampling along the probability-flow ODE',
  options: z.object({
    solver: part(OdeSolver, 'heun', 'integrates the ODE'),
    grid: part(TimeGrid, { kind: 'log-snr', steps: 64 }, 'where the solver steps'),
    batch: batchOption,
  }),
  create: ({ solver, grid, batch }, container) =>
    new ProbabilityFlowSampler({ solver: container.build(OdeSolver, solver), grid: container.build(TimeGrid, grid), batch }),
  cites: ['Song et al., Score-Based Generative Modeling through SDEs, arXiv 2011.13456'],
});
