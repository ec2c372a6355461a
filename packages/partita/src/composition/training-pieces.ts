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
  type Experiment,
  type TimeInterval,
} from '@partita/core';
import type { TrainIntervalInputs } from '@partita/training';

/** What the training of one interval takes from its container and the experiment. */
export const trainingPieces = (
  pieces: Container,
  experiment: Experiment,
  interval: TimeInterval,
): Omit<TrainIntervalInputs, 'teacher' | 'listener' | 'signal'> => ({
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
});
