import {
  Dataset,
  PartitaError,
  Prediction,
  ScoreNetwork,
  Sde,
  type Container,
  type Experiment,
  type PartitionedScore,
} from '@partita/core';
import { networkScore } from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import { intervalContainer } from './experiment-container.ts';

/** The score of a network that has nothing to learn. */
export interface UntrainedScore extends PartitionedScore {
  dispose(): void;
}

/** Made on the runtime that is current. @throws PartitaError when the network has parameters */
export function untrainedScore(pieces: Container, experiment: Experiment): UntrainedScore {
  const sde = pieces.resolve(Sde);
  const segment = { start: experiment.tMin, end: sde.horizon };
  const network = intervalContainer(pieces, experiment, { index: 0, ...segment }).resolve(ScoreNetwork);
  if (network.parameters.length > 0)
    throw new PartitaError(`network: '${experiment.network.kind}' has to be trained; choose 'analytic', which has no parameters.`);
  const parameters = { vector: tf.tensor1d(new Float32Array(0)) };
  return {
    sde,
    tMin: experiment.tMin,
    dimension: pieces.resolve(Dataset).shape.reduce((product, n) => product * n, 1),
    segments: [{ ...segment, score: networkScore(network, pieces.resolve(Prediction)), parameters }],
    dispose: () => tf.dispose(parameters),
  };
}
