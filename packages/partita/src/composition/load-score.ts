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
  const { index, start, end, patience } = interval;
  const store = run.resolve(CheckpointStore);
  const checkpoint = await store.load(index);
  const steps = stepsOf(experiment, interval);
  const directory = run.resolve(RunDirectory);
  if (!checkpoint || !isTrained(checkpoint.metadata, steps, patience))
    throw new PartitaError(
      `Interval ${index} of '${directory}' is at step ${checkpoint?.metadata['step'] ?? 0} of ${steps}; finish it with 'partita train ${directory} --resume'.`,
    );
  const identity = { experiment: experimentHash(experiment), interval: index, start, end, seed: experiment.seed };
  requireIdentity(checkpoint, identity, store.describe(index));
  return checkpoint;
}

/** The same, or undefined for whatever reason there is none. */
export const finalCheckpoint = (run: Container, experiment: Experiment, interval: TimeInterval): Promise<Checkpoint | undefined> =>
  lastCheckpoint(run, experiment, interval).catch((error: unknown) => {
    if (error instanceof PartitaError) return undefined;
    throw error;
  });

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
