import { defineComponent, flowSegments, LikelihoodEstimator, OdeSolver, part, PartitaError, TimeGrid, TraceEstimator } from '@partita/core';
import type { LikelihoodOptions, LogLikelihood, OdeSegment, PartitionedScore } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { drawDirections, type RowRange } from './directions.ts';
import { meanOf, standardErrorOf } from './estimates.ts';
import { flowField, withDirections, type FlowState } from './flow-field.ts';
import { logPrior } from './log-prior.ts';

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
 * A random trace carries several estimates of logDet along one path of x: their mean is the answer, their spread its standard
 * error. A row's directions stay for the whole solve and are a function of the seed and the row's position.
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
    { from = score.tMin, seed = 0, firstRow = 0, signal }: LikelihoodOptions = {},
  ): Promise<LogLikelihood> {
    const { dimension, sde } = score;
    if (rows.length % dimension !== 0)
      throw new PartitaError(`Rows of dimension ${dimension} cannot come from ${rows.length} numbers; give a multiple of ${dimension}.`);
    const segments = flowSegments(score, this.#grid, { from, to: sde.horizon }, (network) => flowField(network, this.#trace));
    const { estimates } = this.#trace;
    const total = rows.length / dimension;
    const [values, standardErrors] = [new Float64Array(total), new Float64Array(total)];
    let evaluations = 0;
    for (let first = 0; first < total; first += this.#batch) {
      const count = Math.min(this.#batch, total - first);
      const chunk = rows.slice(first * dimension, (first + count) * dimension);
      const solution = await this.#carry(chunk, { seed, first: firstRow + first, count, dimension }, segments, signal);
      evaluations = Math.max(evaluations, solution.evaluations);
      for (let i = 0; i < count; i++) {
        const logDets = solution.logDet.subarray(i * estimates, (i + 1) * estimates);
        values[first + i] = logPrior(solution.x.subarray(i * dimension, (i + 1) * dimension), sde.priorSigma) + meanOf(logDets);
        standardErrors[first + i] = standardErrorOf(logDets);
      }
    }
    return { values, evaluations, ...(this.#trace.directions > 0 && { standardErrors }) };
  }

  async #carry(chunk: Float32Array, rows: RowRange, segments: readonly OdeSegment<FlowState>[], signal: AbortSignal | undefined) {
    const { count, dimension } = rows;
    const initial: FlowState = { x: tf.tensor2d(chunk, [count, dimension]), logDet: tf.zeros([count, this.#trace.estimates]) };
    const directions = drawDirections(this.#trace, rows);
    try {
      const { state, evaluations } = await this.#solver.solve(initial, withDirections(segments, directions), signal);
      try {
        const [x, logDet] = await Promise.all([state.x.data<'float32'>(), state.logDet.data<'float32'>()]);
        return { x, logDet, evaluations };
      } finally {
        tf.dispose(state);
      }
    } finally {
      tf.dispose([initial, directions]);
    }
  }
}

export const probabilityFlow = defineComponent({
  port: LikelihoodEstimator,
  kind: 'probability-flow',
  summary: 'log p by the instantaneous change of variables along the probability-flow ODE',
  formula: 'log p(x) = log N(x_T; 0, σ_prior² I) + ∫ tr ∂v/∂x dt from t to T, dx/dt = v = a x − ½ g² s(x, t)',
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
  cites: ['arXiv:1806.07366', 'arXiv:2011.13456'],
});
