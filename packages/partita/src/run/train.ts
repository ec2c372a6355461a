import { Executor, JobBody, type TrainListener } from '@partita/core';
import { runJob } from './job-body.ts';
import { jobWaves } from './run.ts';
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
  for (let wave = 0; waves.some((jobs) => wave < jobs.length); wave++)
    await executor.run(
      waves.flatMap((jobs) => jobs[wave] ?? []),
      listener,
      signal,
    );
}
