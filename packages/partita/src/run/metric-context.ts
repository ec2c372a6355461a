import { Backend, Dataset, LikelihoodEstimator, Sampler, type MetricContext, type PartitionedScore } from '@partita/core';
import type { EvaluateOptions } from './evaluate.ts';
import type { Run } from './run.ts';

export interface RunMetricContext extends MetricContext {
  /** Evaluations of the score and its divergence per row, in the likelihoods that were asked for so far. */
  evaluations(): number;
}

/** What metrics may ask of a trained run. Each answer is computed when first asked for, and then shared. */
export function metricContext(
  run: Pick<Run, 'experiment' | 'pieces'>,
  score: PartitionedScore,
  { listener = () => undefined, signal }: EvaluateOptions,
): RunMetricContext {
  const { experiment, pieces } = run;
  const { seed, evaluation } = experiment;
  const dataset = pieces.resolve(Dataset);
  let evaluations = 0;
  const estimator = pieces.resolve(LikelihoodEstimator);
  const likelihood: LikelihoodEstimator = {
    async logLikelihood(...asked) {
      const found = await estimator.logLikelihood(...asked);
      evaluations = Math.max(evaluations, found.evaluations);
      return found;
    },
  };
  const aborting = signal ? { signal } : {};

  const testRows = once(() =>
    dataset.batch({ split: 'test', seed, index: 0, size: Math.min(evaluation.points, dataset.testSize ?? Infinity) }),
  );
  const testLogLikelihood = once(async () => {
    const rows = await testRows();
    listener('likelihood of the test set');
    return (await likelihood.logLikelihood(score, rows, { seed, ...aborting })).values;
  });
  const samples = once(async () => {
    listener('samples');
    const { values } = await pieces.resolve(Sampler).sample(score, { count: evaluation.samples, seed, ...aborting });
    return values;
  });
  return {
    dataset,
    score,
    backend: pieces.resolve(Backend),
    likelihood,
    seed,
    ...aborting,
    testRows,
    testLogLikelihood,
    samples,
    evaluations: () => evaluations,
  };
}

/** A function that works once and remembers. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}
