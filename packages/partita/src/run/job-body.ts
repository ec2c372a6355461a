import { Backend, CheckpointStore, TrackerFactory, type JobBody } from '@partita/core';
import type { LoadedScore } from '../composition/assemble-score.ts';
import { intervalContainer } from '../composition/experiment-container.ts';
import { runContainer } from '../composition/run-container.ts';
import { trainPieces } from '../composition/train-pieces.ts';
import { loadRegistry } from '../plugins/load.ts';
import { loadTeacher } from './teacher.ts';

/** A TrainJob from its JSON alone: loads the plugins it names, puts the pieces together, trains. */
export const runJob: JobBody = async (job, listener, signal) => {
  const { experiment, interval, run } = job;
  const registry = await loadRegistry(experiment.plugins);
  const pieces = intervalContainer(runContainer(registry, experiment, run), experiment, interval);
  const backend = pieces.resolve(Backend);
  await backend.start();
  await pieces.resolve(CheckpointStore).claim?.(interval.index); // from here on, nobody else writes to its event log
  const tracker = await pieces.resolve(TrackerFactory).open(interval.index);
  let teacher: LoadedScore | undefined;
  try {
    if (experiment.teacher !== null) teacher = await loadTeacher(experiment.teacher, experiment);
    await trainPieces(pieces, job, {
      ...(teacher ? { teacher } : {}),
      listener(event) {
        tracker.record(event);
        listener(event);
      },
      signal,
    });
  } finally {
    teacher?.dispose();
    await tracker.close();
    await backend.stop();
  }
};
