import type { Study } from '../run/start.ts';
import { trainStudy } from '../run/train.ts';
import { INTERRUPTED, onInterrupt } from './interruption.ts';
import { trainingProgress } from './progress.ts';

/** Trains a study under the eyes of its user. False if it was interrupted; then everything is saved and the exit status set. */
export async function trainWithProgress(study: Study, exit: (status: number) => void): Promise<boolean> {
  const progress = trainingProgress();
  const { signal, release } = onInterrupt();
  try {
    await trainStudy(study, { listener: progress.listener, signal });
  } finally {
    progress.close();
    release();
  }
  if (!signal.aborted) return true;
  process.stderr.write(`Interrupted; everything is saved. The same command with --resume goes on from here.\n`);
  exit(INTERRUPTED);
  return false;
}
