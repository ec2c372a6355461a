import type { ExperimentInput, UntrainedModel } from '@partita/bench';
import { Backend, resolveExperiment } from '@partita/core';
import { runContainer } from '../composition/run-container.ts';
import { untrainedScore } from '../composition/untrained-score.ts';
import { loadRegistry } from '../plugins/load.ts';
import { pluginsOf } from './plugins-of.ts';

/** A model whose network has nothing to learn, on a backend that runs. @throws PartitaError when its network has parameters */
export async function untrainedModel(input: ExperimentInput): Promise<UntrainedModel> {
  const plugins = pluginsOf(input);
  const registry = await loadRegistry(plugins);
  const experiment = resolveExperiment({ ...input, plugins }, registry);
  const pieces = runContainer(registry, experiment, '.');
  const backend = pieces.resolve(Backend);
  await backend.start();
  const score = untrainedScore(pieces, experiment);
  return {
    pieces,
    score,
    async close() {
      score.dispose();
      await backend.stop();
    },
  };
}
