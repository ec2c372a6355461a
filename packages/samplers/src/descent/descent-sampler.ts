import type { Backend, PartitionedScore, Sampler, SampleRequest, Samples, TimeGrid } from '@partita/core';
import { sampleInBatches } from './batches.ts';
import { courseOf } from './course.ts';
import { denoisingStage } from './denoising.ts';
import { Descent } from './descent.ts';
import { StageNoise } from './noise.ts';
import type { Rule } from './stage.ts';

export interface DescentParts {
  readonly backend: Backend;
  /** Where the sampler steps. */
  readonly grid: TimeGrid;
  /** Samples that are carried together; 1024. */
  readonly batch?: number;
  /** End with (x + σ²·s)/α at tMin in place of x; false. */
  readonly denoise?: boolean;
}

/** Draws x_T from the prior and takes it down to tMin by a rule of linear stages. */
export class DescentSampler implements Sampler {
  readonly #backend: Backend;
  readonly #grid: TimeGrid;
  readonly #rule: Rule;
  readonly #batch: number;
  readonly #denoise: boolean;

  constructor({ backend, grid, rule, batch = 1024, denoise = false }: DescentParts & { readonly rule: Rule }) {
    this.#backend = backend;
    this.#grid = grid;
    this.#rule = rule;
    this.#batch = batch;
    this.#denoise = denoise;
  }

  async sample(score: PartitionedScore, request: SampleRequest): Promise<Samples> {
    const course = courseOf(score, this.#grid);
    const stages = [...this.#rule.stages(course), ...(this.#denoise ? [denoisingStage(score)] : [])];
    const descent = new Descent(this.#backend, score, stages, this.#rule.past);
    try {
      return await sampleInBatches(score, request, this.#batch, async ({ first, count, xT }) => {
        const noise = new StageNoise({ seed: request.seed, first, count, dimension: score.dimension, grid: course.grid });
        return { x: await descent.carry(xT, noise, request.signal), evaluations: stages.length };
      });
    } finally {
      descent.dispose();
    }
  }
}
