import {
  blendedSegments,
  CheckpointStore,
  Dataset,
  experimentHash,
  inForce,
  PartitaError,
  parameterCount,
  Prediction,
  RunDirectory,
  ScoreNetwork,
  Sde,
  stepsOf,
  type Checkpoint,
  type Container,
  type Experiment,
  type PartitionedScore,
  type ScoreSegment,
  type TimeInterval,
} from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { blendedScore, isTrained, networkScore, requireIdentity, roleVector } from '@partita/training';
import { intervalContainer } from './run-container.ts';

export interface LoadedScore extends PartitionedScore {
  /** Parameters of all networks together. */
  readonly parameters: number;
  /** Updates that they were trained with. */
  readonly updates: number;
  dispose(): void;
}

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

/** A run's trained networks as one score: the averages of their parameters. @throws PartitaError when one has not finished */
export async function loadScore(run: Container, experiment: Experiment, plan: readonly TimeInterval[]): Promise<LoadedScore> {
  const sde = run.resolve(Sde);
  const networks: LoadedNetwork[] = [];
  for (const interval of inForce(plan)) networks.push(await loadNetwork(run, experiment, interval));
  const segments = blendedSegments(plan, experiment.tMin, sde.horizon).map(({ network, passesTo, ...segment }): ScoreSegment => {
    const own = networks[network] as LoadedNetwork;
    if (passesTo === undefined) return { ...segment, score: own.score, parameters: own.parameters };
    const next = networks[passesTo] as LoadedNetwork;
    return {
      ...segment,
      score: blendedScore(own.score, next.score, segment, sde),
      parameters: { earlier: own.parameters, later: next.parameters },
    };
  });
  return {
    sde,
    tMin: experiment.tMin,
    dimension: run.resolve(Dataset).shape.reduce((product, n) => product * n, 1),
    segments,
    parameters: networks.reduce((sum, { count }) => sum + count, 0),
    updates: networks.reduce((sum, { step }) => sum + step, 0),
    dispose: () => networks.forEach(({ parameters }) => tf.dispose(parameters)),
  };
}

interface LoadedNetwork extends Pick<ScoreSegment, 'score' | 'parameters'> {
  /** Its parameters. */
  readonly count: number;
  readonly step: number;
}

async function loadNetwork(run: Container, experiment: Experiment, interval: TimeInterval): Promise<LoadedNetwork> {
  const checkpoint = await lastCheckpoint(run, experiment, interval);
  const network = intervalContainer(run, experiment, interval).resolve(ScoreNetwork);
  const vector = roleVector(network, checkpoint, 'ema', run.resolve(CheckpointStore).describe(interval.index));
  return {
    score: networkScore(network, run.resolve(Prediction)),
    parameters: { vector: tf.tensor1d(vector) },
    count: parameterCount(network.parameters),
    step: Number(checkpoint.metadata['step']),
  };
}
