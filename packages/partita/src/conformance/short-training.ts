import { Backend, CheckpointStore, resolveExperiment, Sde, type Container, type Experiment, type TimeInterval } from '@partita/core';
import { intervalContainer } from '../composition/experiment-container.ts';
import { runContainer } from '../composition/run-container.ts';
import { trainingPieces } from '../composition/training-pieces.ts';
import { Shelf } from './shelf.ts';
import type { Subject } from './check.ts';

/** An experiment that is trained for a moment, to see whether a runtime trains. */
export interface ShortTraining {
  readonly updates: number;
  /** Rows of an update. @default 64 */
  readonly batchSize?: number;
  /** Parts in which they go through the network. @default 1 */
  readonly accumulate?: number;
  /** A network and the data that it can learn; the defaults of an experiment. */
  readonly network?: unknown;
  readonly dataset?: unknown;
}

/** The pieces of one, on a backend; its only interval is the whole axis of time, its checkpoints stay in memory. */
export interface Pieces {
  readonly container: Container;
  readonly experiment: Experiment;
  readonly interval: TimeInterval;
  readonly shelf: Shelf;
}

export function piecesOf(
  { registry }: Subject,
  backend: Backend,
  { updates, batchSize = 64, accumulate = 1, ...choice }: ShortTraining,
): Pieces {
  const training = { steps: updates, batchSize, accumulate, heldOutBatches: 1, heldOutEvery: updates, checkpointEvery: updates };
  const experiment = resolveExperiment({ ...choice, training, partition: 'single' }, registry);
  const shelf = new Shelf();
  const run = runContainer(registry, experiment, '.').provide(Backend, backend).provide(CheckpointStore, shelf);
  const interval = { index: 0, start: experiment.tMin, end: run.resolve(Sde).horizon };
  return { container: intervalContainer(run, experiment, interval), experiment, interval, shelf };
}

/** What `trainInterval` takes of them. */
export const trainingOf = ({ container, experiment, interval }: Pieces): ReturnType<typeof trainingPieces> =>
  trainingPieces(container, experiment, interval);
