import { PartitaError } from '@partita/core';
import { startStudy, type StartOptions, type Study } from '../run/start.ts';
import type { ExperimentInput } from '../run/study.ts';
import { trainStudy } from '../run/train.ts';
import { INTERRUPTED, onInterrupt } from './interruption.ts';
import { trainingProgress } from './progress.ts';

/** Starts and trains a study under the eyes of its user. Undefined if it was interrupted; then everything is saved and the exit status set. */
export async function trainWithProgress(
  input: ExperimentInput,
  options: StartOptions,
  exit: (status: number) => void,
): Promise<Study | undefined> {
  let left = 'Interrupted; everything is saved. The same command with --resume goes on from here.';
  const progress = trainingProgress();
  const { signal, release } = onInterrupt();
  try {
    const watched = { listener: progress.listener, signal };
    const study = await startStudy(input, { ...options, ...watched });
    await trainStudy(study, watched);
    if (!signal.aborted) return study;
  } catch (error) {
    if (!signal.aborted) throw error;
    if (error instanceof PartitaError) left = error.message;
  } finally {
    progress.close();
    release();
  }
  process.stderr.write(`${left}\n`);
  exit(INTERRUPTED);
  return undefined;
}
