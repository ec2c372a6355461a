import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PartitaError, type JobBody } from '@partita/core';

/** Experiments of this name end in a user's mistake at their second step. */
export const MISTAKEN = 'mistaken';
export const MISTAKE = 'network.width: expected a whole number from 1, got 0.';

/**
 * A job without a network, for the contract suite of executors: takes `training.steps` steps of a millisecond each and
 * keeps its place in a file, written at every tenth step, at the end and when it is stopped. An executor whose jobs run in
 * other processes hands this function to the script there.
 */
export const scriptedJobBody: JobBody = async ({ run, experiment, interval }, listener, signal) => {
  const place = join(run, `${interval.index}.step`);
  await mkdir(run, { recursive: true });
  let step = Number(await readFile(place, 'utf8').catch(() => '0'));
  const save = async (): Promise<void> => {
    await writeFile(place, String(step));
    listener({ type: 'checkpoint', step });
  };

  listener({ type: 'started', step });
  const { steps } = experiment.training;
  while (step < steps && !signal.aborted) {
    await sleep(1);
    step += 1;
    if (experiment.name === MISTAKEN && step === 2) throw new PartitaError(MISTAKE);
    listener({ type: 'progress', step, loss: NaN, seconds: 0.001 });
    if (step % 10 === 0) await save();
  }
  await save();
  if (step >= steps) listener({ type: 'finished', step, seconds: step * 0.001 });
};
