import { availableParallelism } from 'node:os';
import { encodeSafetensors, writeFileAtomically } from '@partita/checkpoints';
import { Backend, inForce, Metric, stepsOf, type Measurement, type NamedArray } from '@partita/core';
import type { Environment } from '@partita/executor-local';
import { loadScore } from '../composition/load-score.ts';
import { evaluationPieces } from './batches/evaluation-pieces.ts';
import { densityPanels } from './densities.ts';
import type { Evaluation } from './evaluation.ts';
import { writeJson } from './json-file.ts';
import { metricContext } from './metric-context.ts';
import { picturePanels } from './picture-panels.ts';
import { requireWritable } from './require-writable.ts';
import type { Run } from './run.ts';
import { runFiles } from './run-files.ts';
import { networkSeconds, wallClock } from './training-seconds.ts';

export interface EvaluateOptions {
  /** Told what is being done, for whoever waits. */
  readonly listener?: (doing: string) => void;
  readonly signal?: AbortSignal;
  /** Processes that share the batches of rows and samples; with 1, the default, this one does them all. */
  readonly workers?: number;
  /** What these processes have in their environments, in turn. */
  readonly places?: readonly Environment[];
}

/**
 * Measures a trained run: its metrics, samples and densities; writes `metrics.json` and `evaluation.safetensors`. Batches of likelihoods
 * and samples that an earlier, broken evaluation of the same weights has done are taken as they are.
 */
export async function evaluateRun(
  run: Run,
  { listener = () => undefined, signal = new AbortController().signal, workers = 1, places = [{}] }: EvaluateOptions = {},
): Promise<Evaluation> {
  const { experiment, plan } = run;
  await requireWritable(runFiles(run.directory).metrics);
  const backend = run.pieces.resolve(Backend);
  await backend.start();
  const score = await loadScore(run.pieces, experiment, plan);
  const work = await evaluationPieces(run, score, { workers, places, listener, signal });
  const { pieces } = work;
  try {
    const context = metricContext({ experiment, pieces }, score, { listener, signal });
    const measurements: Record<string, Measurement> = {};
    for (const spec of experiment.metrics) {
      listener(`metric ${spec.kind}`);
      const metric = pieces.build(Metric, spec);
      const measured = await metric.measure(context);
      if (measured) measurements[metric.name] = measured;
    }

    const arrays: Record<string, NamedArray> = {};
    const samples = experiment.evaluation.samples > 0 ? await context.samples() : undefined;
    if (samples) arrays['samples'] = { shape: [experiment.evaluation.samples, score.dimension], data: samples };
    if (score.dimension === 2 && experiment.evaluation.densityGrid > 0) {
      listener('densities');
      Object.assign(arrays, await densityPanels(run, score, { signal }));
    }
    Object.assign(arrays, await picturePanels(run, score, samples, { listener, signal }));

    const scaffolds = plan.filter(({ scaffold }) => scaffold);
    const seconds = await networkSeconds(run);
    const cores = availableParallelism();
    const evaluation: Evaluation = {
      name: run.name,
      measurements,
      networks: inForce(plan).length,
      parameters: score.parameters,
      updates: score.updates + scaffolds.reduce((sum, interval) => sum + stepsOf(experiment, interval), 0),
      trainingSeconds: seconds.reduce((sum, each) => sum + each, 0),
      wallClockSeconds: wallClock(plan, seconds, cores),
      cores,
      evaluations: context.evaluations(),
    };
    await writeFileAtomically(runFiles(run.directory).evaluation, encodeSafetensors({ metadata: {}, tensors: arrays }));
    await writeJson(runFiles(run.directory).metrics, evaluation);
    await work.finish();
    return evaluation;
  } finally {
    work.leave();
    score.dispose();
    await backend.stop();
  }
}
