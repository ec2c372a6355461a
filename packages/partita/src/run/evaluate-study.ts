import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { availableParallelism } from 'node:os';
import { PartitaError } from '@partita/core';
import { pinnings } from '@partita/executor-local';
import { lastCheckpoint } from '../composition/load-score.ts';
import { nodeFlags, scriptPath } from '../composition/worker-entry.ts';
import { evaluateRun } from './evaluate.ts';
import { evaluationSchema, type Evaluation } from './evaluation.ts';
import { writeJson } from './json-file.ts';
import { readAs } from './read-as.ts';
import type { Run } from './run.ts';
import { runFiles } from './run-files.ts';
import type { Study } from './start.ts';

/**
 * Evaluates the runs of a study, several at a time in processes of their own; a study's `metrics.json` holds them by name.
 * @param devices GPUs that these processes are spread over; default: what this one sees
 */
export async function evaluateStudy(
  { directory, runs }: Study,
  listener: (run: string, doing: string) => void,
  devices?: readonly number[],
): Promise<Evaluation[]> {
  const places = devices === undefined ? [{}] : await pinnings(devices);
  const [only] = runs;
  if (only && runs.length === 1) {
    Object.assign(process.env, places[0]);
    return [await evaluateRun(only, { listener: (doing) => listener(only.name, doing) })];
  }
  for (const { pieces, experiment, plan } of runs) for (const interval of plan) await lastCheckpoint(pieces, experiment, interval);

  const waiting = runs.values();
  const stop = new AbortController();
  const lane = async (place: Readonly<Record<string, string>>): Promise<void> => {
    for (const run of waiting) if (!stop.signal.aborted) await evaluateInProcess(run, place, listener, stop.signal);
  };
  const failed = (error: unknown): never => {
    stop.abort();
    throw error;
  };
  const lanes = Array.from({ length: Math.min(runs.length, availableParallelism()) }, (_, i) =>
    lane(places[i % places.length] ?? {}).catch(failed),
  );
  await Promise.allSettled(lanes); // nothing goes on behind an error
  await Promise.all(lanes);
  const evaluations = await Promise.all(runs.map((run) => readAs(evaluationSchema, runFiles(run.directory).metrics)));
  await writeJson(runFiles(directory).metrics, {
    runs: Object.fromEntries(evaluations.map((evaluation) => [evaluation.name, evaluation])),
  });
  return evaluations;
}

/** The `evaluate` command on one run; its lines become events. */
async function evaluateInProcess(
  run: Run,
  place: Readonly<Record<string, string>>,
  listener: (run: string, doing: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const child = spawn(process.execPath, [...nodeFlags, scriptPath('evaluator'), run.directory], {
    env: { ...process.env, ...place },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (line.startsWith(DOING)) listener(run.name, line.slice(DOING.length));
  });
  const stop = (): void => void child.kill();
  signal.addEventListener('abort', stop, { once: true });
  const status = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  signal.removeEventListener('abort', stop);
  if (status !== 0 && !signal.aborted)
    throw new PartitaError(
      lines.filter((line) => !line.startsWith(DOING)).at(-1) ?? `The evaluation of '${run.directory}' stopped with status ${status}.`,
    );
}

/** What an evaluator writes before each thing that it does. */
export const DOING = 'doing: ';
