import {
  Backend,
  Dataset,
  LikelihoodEstimator,
  Sampler,
  type LogLikelihood,
  type MetricContext,
  type PartitionedScore,
} from '@partita/core';
import type { EvaluateOptions } from './evaluate.ts';
import type { Run } from './run.ts';

export interface RunMetricContext extends MetricContext {
  /** The test rows' likelihood with all that was found on the way. */
  testLikelihood(): Promise<LogLikelihood>;
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
  const likelihood = pieces.resolve(LikelihoodEstimator);
  const aborting = signal ? { signal } : {};

  const testRows = once(() =>
    dataset.batch({ split: 'test', seed, index: 0, size: Math.min(evaluation.points, dataset.testSize ?? Infinity) }),
  );
  const testLikelihood = once(async () => {
    const rows = await testRows();
    listener('likelihood of the test set');
    return likelihood.logLikelihood(score, rows, { seed, ...aborting });
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
    testLikelihood,
    testLogLikelihood: async () => (await testLikelihood()).values,
    samples,
  };
}

/** A function that works once and remembers. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}
