import { PartitaError, type TrainJob } from '@partita/core';
import { readRun } from './open.ts';

/** The job of an interval, by the files of its run. @throws PartitaError when they are missing, damaged, or know no such interval */
export async function readJob(run: string, index: number): Promise<TrainJob> {
  const { experiment, plan } = await readRun(run);
  const interval = plan[index];
  if (!interval) throw new PartitaError(`The plan of '${run}' has no interval ${index}; it has 0 … ${plan.length - 1}.`);
  return { run, experiment, interval };
}
