import {
  CheckpointStore,
  experimentHash,
  PartitaError,
  RunDirectory,
  stepsOf,
  type Checkpoint,
  type Container,
  type Experiment,
  type TimeInterval,
} from '@partita/core';
import { isTrained, requireIdentity, roleVector } from '@partita/training';
import { assembleScore, type LoadedScore } from './assemble-score.ts';

/** The checkpoint of an interval's trained network. @throws PartitaError when it is missing, unfinished, damaged, or another run's */
export async function lastCheckpoint(run: Container, experiment: Experiment, interval: TimeInterval): Promise<Checkpoint> {
  const checkpoint = await newestCheckpoint(run, experiment, interval);
  if (checkpoint && hasTrained(checkpoint, experiment, interval)) return checkpoint;
  const directory = run.resolve(RunDirectory);
  throw new PartitaError(
    `Interval ${interval.index} of '${directory}' is at step ${checkpoint?.metadata['step'] ?? 0} of ${stepsOf(experiment, interval)}; finish it with 'partita train ${directory} --resume'.`,
  );
}

/** The checkpoint that an interval's training would go on from, if there is one. @throws PartitaError when it is damaged, or another run's */
export async function newestCheckpoint(run: Container, experiment: Experiment, interval: TimeInterval): Promise<Checkpoint | undefined> {
  const { index, start, end } = interval;
  const store = run.resolve(CheckpointStore);
  const checkpoint = await store.load(index);
  const identity = { experiment: experimentHash(experiment), interval: index, start, end, seed: experiment.seed };
  if (checkpoint) requireIdentity(checkpoint, identity, store.describe(index));
  return checkpoint;
}

/** Whether the training that a checkpoint is of has come to its end. */
export const hasTrained = ({ metadata }: Checkpoint, experiment: Experiment, interval: TimeInterval): boolean =>
  isTrained(metadata, stepsOf(experiment, interval), interval.patience);

/**
 * A run's trained networks as one score: the averages of their parameters.
 * @param inMemory networks whose parameters are held at a time; default: as the experiment says
 * @throws PartitaError when one has not finished
 */
export const loadScore = (
  run: Container,
  experiment: Experiment,
  plan: readonly TimeInterval[],
  inMemory = experiment.evaluation.networksInMemory,
): Promise<LoadedScore> =>
  assembleScore(run, { experiment, plan, inMemory }, async (interval, network) => {
    const checkpoint = await lastCheckpoint(run, experiment, interval);
    const vector = roleVector(network, checkpoint, 'ema', run.resolve(CheckpointStore).describe(interval.index));
    return { vector, step: Number(checkpoint.metadata['step']) };
  });
