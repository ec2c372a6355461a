import { defineComponent, flowSegments, LikelihoodEstimator, OdeSolver, part, PartitaError, TimeGrid, TraceEstimator } from '@partita/core';
import type { LikelihoodOptions, LogLikelihood, OdeSegment, PartitionedScore } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { flowField, type FlowState } from './flow-field.ts';

export interface ProbabilityFlowLikelihoodParts {
  readonly solver: OdeSolver;
  readonly grid: TimeGrid;
  readonly trace: TraceEstimator;
  /** Rows that are integrated together. */
  readonly batch?: number;
}

/**
 * log p(x) = log N(x_T; 0, priorSigma²·I) + logDet, with x_T and logDet carried up the probability-flow ODE
 * (Chen et al., arXiv 1806.07366; Song et al., arXiv 2011.13456, app. D.2). Each segment is integrated with its own network.
 */
export class ProbabilityFlowLikelihood implements LikelihoodEstimator {
  readonly #solver: OdeSolver;
  readonly #grid: TimeGrid;
  readonly #trace: TraceEstimator;
  readonly #batch: number;

  constructor({ solver, grid, trace, batch = 1024 }: ProbabilityFlowLikelihoodParts) {
    this.#solver = solver;
    this.#grid = grid;
    this.#trace = trace;
    this.#batch = batch;
  }

  async logLikelihood(
    score: PartitionedScore,
    rows: Float32Array,
    { from = score.tMin, signal }: LikelihoodOptions = {},
  ): Promise<LogLikelihood> {
    const { dimension, sde } = score;
    if (rows.length % dimension !== 0)
      throw new PartitaError(`Rows of dimension ${dimension} cannot come from ${rows.length} numbers; give a multiple of ${dimension}.`);
    const segments = flowSegments(score, this.#grid, { from, to: sde.horizon }, (network) => flowField(network, this.#trace));
    const values = new Float64Array(rows.length / dimension);
    let evaluations = 0;
    for (let first = 0; first < values.length; first += this.#batch) {
      const chunk = rows.slice(first * dimension, (first + this.#batch) * dimension);
      const solution = await this.#carry(chunk, dimension, segments, signal);
      evaluations = solution.evaluations;
      solution.logDet.forEach((logDet, i) => {
        values[first + i] = logPrior(solution.x.subarray(i * dimension, (i + 1) * dimension), sde.priorSigma) + logDet;
      });
    }
    return { values, evaluations };
  }

  async #carry(rows: Float32Array, dimension: number, segments: readonly OdeSegment<FlowState>[], signal: AbortSignal | undefined) {
    const count = rows.length / dimension;
    const initial: FlowState = { x: tf.tensor2d(rows, [count, dimension]), logDet: tf.zeros([count]) };
    try {
      const { state, evaluations } = await this.#solver.solve(initial, segments, signal);
      try {
        const [x, logDet] = await Promise.all([state.x.data<'float32'>(), state.logDet.data<'float32'>()]);
        return { x, logDet, evaluations };
      } finally {
        tf.dispose(state);
      }
    } finally {
      tf.dispose(initial);
    }
  }
}

/** log N(x; 0, σ²·I), in double precision. */
function logPrior(x: Float32Array, sigma: number): number {
  const squares = x.reduce((sum, value) => sum + value * value, 0);
  return -0.5 * (squares / sigma ** 2 + x.length * Math.log(2 * Math.PI * sigma ** 2));
}

export const probabilityFlow = defineComponent({
  port: LikelihoodEstimator,
  kind: 'probability-flow',
  summary: 'log p by the instantaneous change of variables along the probability-flow ODE',
  options: z.object({
    solver: part(OdeSolver, 'rk4', 'integrates the ODE'),
    grid: part(TimeGrid, { kind: 'log-snr', steps: 64 }, 'where the solver steps'),
    trace: part(TraceEstimator, 'exact', 'how the trace of the Jacobian of the score is found'),
    batch: z.int().min(1).default(1024).describe('rows integrated together'),
  }),
  create: ({ solver, grid, trace, batch }, container) =>
    new ProbabilityFlowLikelihood({
      solver: container.build(OdeSolver, solver),
      grid: container.build(TimeGrid, grid),
      trace: container.build(TraceEstimator, trace),
      batch,
    }),
  cites: [
    'Chen et al., Neural Ordinary Differential Equations, arXiv 1806.07366',
    'Song et al., Score-Based Generative Modeling through SDEs, arXiv 2011.13456',
  ],
});
