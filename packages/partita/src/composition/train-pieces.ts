import {
  Averaging,
  Backend,
  CheckpointStore,
  Dataset,
  experimentHash,
  LearningRate,
  Prediction,
  ScoreNetwork,
  Sde,
  stepsOf,
  TimeSampling,
  Weighting,
  type Container,
  type PartitionedScore,
  type TrainEvent,
  type TrainJob,
} from '@partita/core';
import { trainInterval } from '@partita/training';

export interface TrainPiecesOptions {
  readonly listener: (event: TrainEvent) => void;
  readonly signal: AbortSignal;
  readonly teacher?: PartitionedScore;
}

/** Trains a job's interval with the pieces of its container, on a backend that runs: the same wherever jobs are done. */
export const trainPieces = (pieces: Container, { experiment, interval }: TrainJob, options: TrainPiecesOptions): Promise<void> =>
  trainInterval({
    backend: pieces.resolve(Backend),
    source: {
      dataset: pieces.resolve(Dataset),
      sde: pieces.resolve(Sde),
      times: pieces.resolve(TimeSampling),
      interval,
      seed: experiment.seed,
    },
    network: pieces.resolve(ScoreNetwork),
    prediction: pieces.resolve(Prediction),
    weighting: pieces.resolve(Weighting),
    schedule: pieces.resolve(LearningRate),
    averaging: pieces.resolve(Averaging),
    training: { ...experiment.training, steps: stepsOf(experiment, interval) },
    store: pieces.resolve(CheckpointStore),
    experiment: experimentHash(experiment),
    ...options,
  });
