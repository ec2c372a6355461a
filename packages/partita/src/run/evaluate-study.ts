import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { availableParallelism } from 'node:os';
import { PartitaError } from '@partita/core';
import { nodeFlags, scriptPath } from '../composition/worker-entry.ts';
import { readAs } from './damage.ts';
import { evaluateRun } from './evaluate.ts';
import { evaluationSchema, type Evaluation } from './evaluation.ts';
import { writeJson } from './json-file.ts';
import type { Run } from './run.ts';
import { runFiles } from './run-files.ts';
import type { Study } from './start.ts';

/** Evaluates the runs of a study, several at a time in processes of their own; a study's `metrics.json` holds them by name. */
export async function evaluateStudy({ directory, runs }: Study, listener: (run: string, doing: string) => void): Promise<Evaluation[]> {
  const [only] = runs;
  if (only && runs.length === 1) return [await evaluateRun(only, { listener: (doing) => listener(only.name, doing) })];
  const waiting = [...runs];
  const worker = async (): Promise<void> => {
    for (let run = waiting.shift(); run; run = waiting.shift()) await evaluateInProcess(run, listener);
  };
  await Promise.all(Array.from({ length: Math.min(runs.length, availableParallelism()) }, worker));
  const evaluations = await Promise.all(runs.map((run) => readAs(evaluationSchema, runFiles(run.directory).metrics)));
  await writeJson(runFiles(directory).metrics, {
    runs: Object.fromEntries(evaluations.map((evaluation) => [evaluation.name, evaluation])),
  });
  return evaluations;
}

/** The `evaluate` command on one run; its lines become events. */
async function evaluateInProcess(run: Run, listener: (run: string, doing: string) => void): Promise<void> {
  const child = spawn(process.execPath, [...nodeFlags, scriptPath('evaluator'), run.directory], { stdio: ['ignore', 'ignore', 'pipe'] });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (line.startsWith(DOING)) listener(run.name, line.slice(DOING.length));
  });
  const status = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (status !== 0)
    throw new PartitaError(
      lines.filter((line) => !line.startsWith(DOING)).at(-1) ?? `The evaluation of '${run.directory}' stopped with status ${status}.`,
    );
}

/** What an evaluator writes before each thing that it does. */
export const DOING = 'doing: ';
