import { availableParallelism } from 'node:os';
import { pinnings, type Environment } from '@partita/executor-local';
import { lastCheckpoint } from '../composition/load-score.ts';
import { evaluateRun } from './evaluate.ts';
import { evaluationSchema, type Evaluation } from './evaluation.ts';
import { EvaluatorProcess } from './evaluator-process.ts';
import { writeJson } from './json-file.ts';
import { readAs } from './read-as.ts';
import { runFiles } from './run-files.ts';
import type { Study } from './start.ts';

export interface EvaluateStudyOptions {
  /** GPUs that processes are spread over. @default what this one sees */
  readonly devices?: readonly number[] | undefined;
  /** Processes at a time. @default one for each run, as many as there are cores */
  readonly workers?: number | undefined;
}

/**
 * Evaluates the runs of a study, several at a time in other processes, or the batches of its only one; a study's `metrics.json` holds them
 * by name. Numbers do not depend on how many processes there are.
 */
export async function evaluateStudy(
  { directory, runs }: Study,
  listener: (run: string, doing: string) => void,
  { devices, workers }: EvaluateStudyOptions = {},
): Promise<Evaluation[]> {
  const places = devices === undefined ? [{}] : await pinnings(devices);
  const [only] = runs;
  if (only && runs.length === 1) {
    Object.assign(process.env, places[0]);
    return [await evaluateRun(only, { listener: (doing) => listener(only.name, doing), places, workers: workers ?? 1 })];
  }
  for (const { pieces, experiment, plan } of runs) for (const interval of plan) await lastCheckpoint(pieces, experiment, interval);

  const count = Math.min(runs.length, workers ?? availableParallelism());
  const share = Math.max(1, Math.floor((workers ?? count) / count));
  const waiting = runs.values();
  const stop = new AbortController();
  const lane = async (place: Environment): Promise<void> => {
    const evaluator = new EvaluatorProcess(directory, place);
    try {
      for (const run of waiting)
        if (!stop.signal.aborted) await evaluator.evaluate(run.directory, share, (doing) => listener(run.name, doing), stop.signal);
    } finally {
      evaluator.leave();
    }
  };
  const failed = (error: unknown): never => {
    stop.abort();
    throw error;
  };
  const lanes = Array.from({ length: count }, (_, i) => lane(places[i % places.length] ?? {}).catch(failed));
  await Promise.allSettled(lanes); // nothing goes on behind an error
  await Promise.all(lanes);
  const evaluations = await Promise.all(runs.map((run) => readAs(evaluationSchema, runFiles(run.directory).metrics)));
  await writeJson(runFiles(directory).metrics, {
    runs: Object.fromEntries(evaluations.map((evaluation) => [evaluation.name, evaluation])),
  });
  return evaluations;
}
