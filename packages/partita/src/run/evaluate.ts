import { availableParallelism } from 'node:os';
import { encodeSafetensors, writeFileAtomically } from '@partita/checkpoints';
import { Backend, inForce, Metric, stepsOf, type Measurement, type NamedArray } from '@partita/core';
import { loadScore } from '../composition/load-score.ts';
import { densityPanels } from './densities.ts';
import type { Evaluation } from './evaluation.ts';
import { writeJson } from './json-file.ts';
import { metricContext } from './metric-context.ts';
import { requireWritable } from './require-writable.ts';
import type { Run } from './run.ts';
import { runFiles } from './run-files.ts';
import { networkSeconds, wallClock } from './training-seconds.ts';

export interface EvaluateOptions {
  /** Told what is being done, for whoever waits. */
  readonly listener?: (doing: string) => void;
  readonly signal?: AbortSignal;
}

/** Measures a trained run: its metrics, samples and densities; writes `metrics.json` and `evaluation.safetensors`. */
export async function evaluateRun(run: Run, { listener = () => undefined, signal }: EvaluateOptions = {}): Promise<Evaluation> {
  const { experiment, pieces, plan } = run;
  await requireWritable(runFiles(run.directory).metrics);
  const backend = pieces.resolve(Backend);
  await backend.start();
  const score = await loadScore(pieces, experiment, plan);
  try {
    const context = metricContext(run, score, { listener, ...(signal ? { signal } : {}) });
    const { evaluations } = await context.testLikelihood();
    const measurements: Record<string, Measurement> = {};
    for (const spec of experiment.metrics) {
      listener(`metric ${spec.kind}`);
      const metric = pieces.build(Metric, spec);
      const measured = await metric.measure(context);
      if (measured) measurements[metric.name] = measured;
    }

    const arrays: Record<string, NamedArray> = {};
    if (experiment.evaluation.samples > 0)
      arrays['samples'] = { shape: [experiment.evaluation.samples, score.dimension], data: await context.samples() };
    if (score.dimension === 2 && experiment.evaluation.densityGrid > 0) {
      listener('densities');
      Object.assign(arrays, await densityPanels(run, score, signal ? { signal } : {}));
    }

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
      evaluations,
    };
    await writeFileAtomically(runFiles(run.directory).evaluation, encodeSafetensors({ metadata: {}, tensors: arrays }));
    await writeJson(runFiles(run.directory).metrics, evaluation);
    return evaluation;
  } finally {
    score.dispose();
    await backend.stop();
  }
}
