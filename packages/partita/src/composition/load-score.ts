import {
  CheckpointStore,
  Dataset,
  experimentHash,
  PartitaError,
  parameterCount,
  Prediction,
  RunDirectory,
  ScoreNetwork,
  Sde,
  segmentsOf,
  type Checkpoint,
  type Container,
  type Experiment,
  type PartitionedScore,
  type ScoreSegment,
  type TimeInterval,
} from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { networkScore, requireIdentity, roleVector } from '@partita/training';
import { intervalContainer } from './run-container.ts';

export interface LoadedScore extends PartitionedScore {
  /** Parameters of all networks together. */
  readonly parameters: number;
  dispose(): void;
}

/** The checkpoint of an interval's last step. @throws PartitaError when it is missing, damaged, or another run's */
export async function lastCheckpoint(run: Container, experiment: Experiment, { index, start, end }: TimeInterval): Promise<Checkpoint> {
  const store = run.resolve(CheckpointStore);
  const checkpoint = await store.load(index);
  const step = Number(checkpoint?.metadata['step'] ?? 0);
  const directory = run.resolve(RunDirectory);
  if (!checkpoint || step < experiment.training.steps)
    throw new PartitaError(
      `Interval ${index} of '${directory}' is at step ${step} of ${experiment.training.steps}; finish it with 'partita train ${directory} --resume'.`,
    );
  const identity = { experiment: experimentHash(experiment), interval: index, start, end, seed: experiment.seed };
  requireIdentity(checkpoint, identity, store.describe(index));
  return checkpoint;
}

/** A run's trained networks as one score: the averages of their parameters. @throws PartitaError when one has not finished */
export async function loadScore(run: Container, experiment: Experiment, plan: readonly TimeInterval[]): Promise<LoadedScore> {
  const sde = run.resolve(Sde);
  const store = run.resolve(CheckpointStore);
  let parameters = 0;
  const networks = new Map<number, Pick<ScoreSegment, 'score' | 'parameters'>>();
  for (const interval of plan) {
    const { index } = interval;
    const checkpoint = await lastCheckpoint(run, experiment, interval);
    const network = intervalContainer(run, experiment, interval).resolve(ScoreNetwork);
    parameters += parameterCount(network.parameters);
    const vector = tf.tensor1d(roleVector(network, checkpoint, 'ema', store.describe(index)));
    networks.set(index, { score: networkScore(network, run.resolve(Prediction)), parameters: { vector } });
  }
  const segments = segmentsOf(plan, experiment.tMin, sde.horizon).map((segment, index) => ({
    ...segment,
    ...(networks.get(index) as ScoreSegment),
  }));
  return {
    sde,
    tMin: experiment.tMin,
    dimension: run.resolve(Dataset).shape.reduce((product, n) => product * n, 1),
    segments,
    parameters,
    dispose: () => segments.forEach((segment) => tf.dispose(segment.parameters)),
  };
}
