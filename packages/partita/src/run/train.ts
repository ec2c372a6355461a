import { Executor, JobBody, type TrainJob, type TrainListener } from '@partita/core';
import { finalCheckpoint } from '../composition/load-score.ts';
import { runJob } from './job-body.ts';
import { jobWaves, type Run } from './run.ts';
import type { Study } from './start.ts';

export interface TrainOptions {
  readonly listener?: TrainListener;
  /** Aborting saves every network and returns; `--resume` goes on from there. */
  readonly signal?: AbortSignal;
}

/** Trains all networks of all runs of a study, as many at a time as the executor has workers. */
export async function trainStudy(
  { runs }: Study,
  { listener = () => undefined, signal = new AbortController().signal }: TrainOptions = {},
): Promise<void> {
  const first = runs[0];
  if (first === undefined) return;
  const executor = first.pieces.provide(JobBody, runJob).resolve(Executor);
  const waves = runs.map(jobWaves);
  for (let wave = 0; waves.some((jobs) => wave < jobs.length); wave++) {
    const open: TrainJob[] = [];
    for (const [i, run] of runs.entries()) open.push(...(await untrained(run, waves[i]?.[wave] ?? [], listener)));
    await executor.run(open, listener, signal);
  }
}

/** Those of a run's jobs that are not done yet; of the others it is told that they are. */
async function untrained({ pieces, experiment }: Run, jobs: readonly TrainJob[], listener: TrainListener): Promise<TrainJob[]> {
  const open: TrainJob[] = [];
  for (const job of jobs) {
    const { step } = (await finalCheckpoint(pieces, experiment, job.interval))?.metadata ?? {};
    if (step === undefined) open.push(job);
    else for (const type of ['started', 'finished'] as const) listener(job, { type, step: Number(step), seconds: 0 });
  }
  return open;
}
