import { Executor, type TrainListener } from '@partita/core';
import { jobsOf } from './run.ts';
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
  await first.pieces.resolve(Executor).run(runs.flatMap(jobsOf), listener, signal);
}
