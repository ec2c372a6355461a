import { Backend, TrackerFactory, type JobBody } from '@partita/core';
import type { LoadedScore } from '../composition/load-score.ts';
import { trainInterval } from '@partita/training';
import { loadRegistry } from '../plugins/load.ts';
import { trainingPieces } from '../composition/training-pieces.ts';
import { loadTeacher } from './teacher.ts';
import { intervalContainer, runContainer } from '../composition/run-container.ts';

/** A TrainJob from its JSON alone: loads the plugins it names, puts the pieces together, trains. */
export const runJob: JobBody = async ({ experiment, interval, run }, listener, signal) => {
  const registry = await loadRegistry(experiment.plugins);
  const pieces = intervalContainer(runContainer(registry, experiment, run), experiment, interval);
  const backend = pieces.resolve(Backend);
  await backend.start();
  const tracker = await pieces.resolve(TrackerFactory).open(interval.index);
  let teacher: LoadedScore | undefined;
  try {
    if (experiment.teacher !== null) teacher = await loadTeacher(experiment.teacher, experiment);
    await trainInterval({
      ...trainingPieces(pieces, experiment, interval),
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
