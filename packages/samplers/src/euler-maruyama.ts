import { Backend, defineComponent, part, Sampler, segmentNodes, TimeGrid } from '@partita/core';
import type { Compiled, PartitionedScore, SampleRequest, Samples, ScoreFunction, Sde, Segment, Tensors } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { batchOption, sampleInBatches } from './batches.ts';
import { BrownianPaths } from './brownian.ts';
import { reverseCoefficients, reverseStep, type ReverseStepInputs } from './reverse-step.ts';

export interface EulerMaruyamaSamplerParts {
  readonly backend: Backend;
  readonly grid: TimeGrid;
  /** Samples that are carried together. */
  readonly batch?: number;
}

/** A step down from time t to `next`, with all that does not depend on the rows. */
interface Step {
  readonly t: number;
  readonly next: number;
  readonly program: Compiled<ReverseStepInputs, { readonly x: Tensor2D }>;
  readonly parameters: Tensors;
  readonly coefficients: readonly number[];
}

/** The reverse SDE dx = (a·x − g²·s) dt + g dw̄ from T down to tMin, by Euler-Maruyama steps (Song et al., arXiv 2011.13456). */
export class EulerMaruyamaSampler implements Sampler {
  readonly #backend: Backend;
  readonly #grid: TimeGrid;
  readonly #batch: number;

  constructor({ backend, grid, batch = 1024 }: EulerMaruyamaSamplerParts) {
    this.#backend = backend;
    this.#grid = grid;
    this.#batch = batch;
  }

  async sample(score: PartitionedScore, request: SampleRequest): Promise<Samples> {
    const { sde, tMin, dimension, segments } = score;
    const grid = this.#descent(sde, tMin, [{ start: tMin, end: sde.horizon }]);
    const programs = new Map<ScoreFunction, Step['program']>();
    try {
      for (const segment of segments)
        if (!programs.has(segment.score)) programs.set(segment.score, this.#backend.compile(reverseStep(segment.score)));
      const steps = this.#descent(sde, tMin, segments).map(({ segment, t, next }) => ({
        t,
        next,
        program: programs.get(segment.score) as Step['program'],
        parameters: segment.parameters,
        coefficients: reverseCoefficients(sde, t, next, segment.point ?? t),
      }));
      return await sampleInBatches(score, request, this.#batch, ({ first, count, xT }) => {
        const paths = new BrownianPaths({ seed: request.seed, first, count, dimension, grid });
        return descend(xT, steps, paths, request.signal);
      });
    } finally {
      for (const program of programs.values()) program.dispose();
    }
  }

  #descent<S extends Segment>(sde: Sde, tMin: number, segments: readonly S[]) {
    const clock = this.#grid.clock(sde);
    const time = (u: number): number => Math.min(clock.time(u), sde.horizon);
    return segmentNodes(clock, this.#grid.steps, sde.horizon, tMin, segments).flatMap(({ segment, nodes }) =>
      nodes.slice(1).map((next, i) => ({ segment, t: time(nodes[i] as number), next: time(next) })),
    );
  }
}

/** Carries one batch down all the steps. Now and then the event loop has its turn, for timers and signals. */
async function descend(xT: Tensor2D, steps: readonly Step[], paths: BrownianPaths, signal: AbortSignal | undefined) {
  let x = tf.clone(xT);
  try {
    for (const [i, { t, next, program, parameters, coefficients }] of steps.entries()) {
      if (i % 16 === 0) await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
      const inputs = { dw: tf.tensor2d(paths.increments(t, next), x.shape), coefficients: tf.tensor2d([[...coefficients]]) };
      try {
        const moved = program({ x, parameters, ...inputs });
        x.dispose();
        x = moved.x;
      } finally {
        tf.dispose(inputs);
      }
    }
    return { x, evaluations: steps.length };
  } catch (error) {
    x.dispose();
    throw error;
  }
}

export const eulerMaruyama = defineComponent({
  port: Sampler,
  kind: 'euler-maruyama',
  summary: 'stochastic sampling of the reverse SDE',
  options: z.object({
    grid: part(TimeGrid, { kind: 'log-snr', steps: 500 }, 'where the sampler steps'),
    batch: batchOption,
  }),
  create: ({ grid, batch }, container) =>
    new EulerMaruyamaSampler({ backend: container.resolve(Backend), grid: container.build(TimeGrid, grid), batch }),
  cites: ['Song et al., Score-Based Generative Modeling through SDEs, arXiv 2011.13456'],
});
