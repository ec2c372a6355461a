import {
  CheckpointStore,
  Dataset,
  experimentHash,
  PartitaError,
  parameterCount,
  Prediction,
  ScoreNetwork,
  Sde,
  segmentsOf,
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

/** A run's trained networks as one score: the moving averages of their parameters. @throws PartitaError when one has not finished */
export async function loadScore(run: Container, experiment: Experiment, plan: readonly TimeInterval[]): Promise<LoadedScore> {
  const sde = run.resolve(Sde);
  const store = run.resolve(CheckpointStore);
  const hash = experimentHash(experiment);
  let parameters = 0;
  const networks = new Map<number, Pick<ScoreSegment, 'score' | 'parameters'>>();
  for (const interval of plan) {
    const { index, start, end } = interval;
    const checkpoint = await store.load(index);
    const step = Number(checkpoint?.metadata['step'] ?? 0);
    if (!checkpoint || step < experiment.training.steps)
      throw new PartitaError(
        `Interval ${index} is at step ${step} of ${experiment.training.steps}; finish its training first with 'partita train … --resume'.`,
      );
    requireIdentity(checkpoint, { experiment: hash, interval: index, start, end, seed: experiment.seed }, store.describe(index));
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
