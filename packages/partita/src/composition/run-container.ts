import {
  CheckpointStore,
  JobEntry,
  RunDirectory,
  TrackerFactory,
  WorkerEntry,
  type Container,
  type Experiment,
  type Registry,
} from '@partita/core';
import { experimentContainer } from './experiment-container.ts';
import { jobEntry, workerEntry } from './worker-entry.ts';

/** The pieces of a run that lives in a folder: those that its experiment names, and where weights and events go. */
export const runContainer = (registry: Registry, experiment: Experiment, directory: string): Container =>
  experimentContainer(registry, experiment)
    .provide(RunDirectory, directory)
    .provideLazily(WorkerEntry, workerEntry)
    .provideLazily(JobEntry, jobEntry)
    .provideLazily(CheckpointStore, (run) => run.build(CheckpointStore, 'file-system'))
    .provideLazily(TrackerFactory, (run) => run.build(TrackerFactory, 'jsonl'));
