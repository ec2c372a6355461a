import type { ExperimentInput, UntrainedModel } from '@partita/bench';
import { Backend, Dataset, PartitaError, Prediction, resolveExperiment, ScoreNetwork, Sde } from '@partita/core';
import { networkScore } from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import { intervalContainer } from '../composition/experiment-container.ts';
import { runContainer } from '../composition/run-container.ts';
import { loadRegistry } from '../plugins/load.ts';
import { pluginsOf } from './plugins-of.ts';

/** A model whose network has nothing to learn, on a backend that runs. @throws PartitaError when its network has parameters */
export async function untrainedModel(input: ExperimentInput): Promise<UntrainedModel> {
  const plugins = pluginsOf(input);
  const registry = await loadRegistry(plugins);
  const experiment = resolveExperiment({ ...input, plugins }, registry);
  const pieces = runContainer(registry, experiment, '.');
  const sde = pieces.resolve(Sde);
  const segment = { start: experiment.tMin, end: sde.horizon };
  const network = intervalContainer(pieces, experiment, { index: 0, ...segment }).resolve(ScoreNetwork);
  if (network.parameters.length > 0)
    throw new PartitaError(`network: '${experiment.network.kind}' has to be trained; choose 'analytic', which has no parameters.`);
  const backend = pieces.resolve(Backend);
  await backend.start();
  const parameters = { vector: tf.tensor1d(new Float32Array(0)) };
  const score = networkScore(network, pieces.resolve(Prediction));
  return {
    pieces,
    score: {
      sde,
      tMin: experiment.tMin,
      dimension: pieces.resolve(Dataset).shape.reduce((product, n) => product * n, 1),
      segments: [{ ...segment, score, parameters }],
    },
    async close() {
      tf.dispose(parameters);
      await backend.stop();
    },
  };
}
