import {
  Backend,
  Dataset,
  Prediction,
  ScoreNetwork,
  Sde,
  type Checkpoint,
  type Container,
  type Experiment,
  type LossProfile,
} from '@partita/core';
import { lossProfile, roleVector } from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';

/** A pilot's experiment: one network for all times, trained as the others will be, but briefly. */
export function pilotExperiment(experiment: Experiment): Experiment {
  const { partition: _cut, budget: _share, ...rest } = experiment;
  const training = { ...experiment.training, steps: experiment.pilot.steps };
  return { ...rest, name: 'pilot', partition: { kind: 'single' }, budget: { kind: 'uniform' }, training };
}

/** What a trained pilot loses where. @param pieces its interval's, whose backend runs */
export async function measurePilot(pieces: Container, { tMin, seed, pilot }: Experiment, checkpoint: Checkpoint): Promise<LossProfile> {
  const [backend, network] = [pieces.resolve(Backend), pieces.resolve(ScoreNetwork)];
  const [dataset, sde, prediction] = [pieces.resolve(Dataset), pieces.resolve(Sde), pieces.resolve(Prediction)];
  const vector = tf.tensor1d(roleVector(network, checkpoint, 'ema', "The pilot's checkpoint"));
  try {
    return await lossProfile({ backend, dataset, sde, tMin, seed, network, prediction, vector, pilot });
  } finally {
    vector.dispose();
  }
}
