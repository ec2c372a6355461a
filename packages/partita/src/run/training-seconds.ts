import { readEvents } from '@partita/checkpoints';
import type { Run } from './run.ts';
import { runFiles } from './run-files.ts';

/** Seconds spent in the training steps of all of a run's networks together, from their event files. */
export async function trainingSeconds({ directory, plan }: Run): Promise<number> {
  let seconds = 0;
  for (const { index } of plan)
    for (const event of await readEvents(runFiles(directory).events(index))) if (event.type === 'progress') seconds += event.seconds;
  return seconds;
}
