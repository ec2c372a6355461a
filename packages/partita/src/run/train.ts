import { Executor, JobBody, type TrainJob, type TrainListener } from '@partita/core';
import { hasTrained, newestCheckpoint } from '../composition/load-score.ts';
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
    const done: [TrainJob, step: number][] = [];
    for (const [i, run] of runs.entries())
      for (const job of waves[i]?.[wave] ?? []) {
        const step = await trainedStep(run, job);
        if (step === undefined) open.push(job);
        else done.push([job, step]);
      }
    for (const [job, step] of done) {
      listener(job, { type: 'started', step });
      listener(job, { type: 'finished', step, seconds: 0 });
    }
    await executor.run(open, listener, signal);
  }
}

/** The step at which a job's network has come to its end, if it has. @throws PartitaError when its checkpoint is damaged, or another run's */
async function trainedStep({ pieces, experiment }: Run, { interval }: TrainJob): Promise<number | undefined> {
  const checkpoint = await newestCheckpoint(pieces, experiment, interval);
  return checkpoint && hasTrained(checkpoint, experiment, interval) ? Number(checkpoint.metadata['step']) : undefined;
}
