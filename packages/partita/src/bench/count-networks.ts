import type { Laboratory } from '@partita/bench';
import { inForce, Partition, resolveExperiment, Sde } from '@partita/core';
import { runContainer } from '../composition/run-container.ts';
import { loadRegistry } from '../plugins/load.ts';
import { pluginsOf } from './plugins-of.ts';

class PilotNeeded extends Error {}

/** How many networks in force a plan has, where no pilot is asked for. */
export const countNetworks: Laboratory['networks'] = async (input) => {
  const plugins = pluginsOf(input);
  const registry = await loadRegistry(plugins);
  const experiment = resolveExperiment({ ...input, plugins }, registry);
  const pieces = runContainer(registry, experiment, '.');
  const { tMin, training, seed } = experiment;
  const pilot = (): Promise<never> => Promise.reject(new PilotNeeded());
  try {
    const plan = await pieces.resolve(Partition).plan({ sde: pieces.resolve(Sde), tMin, steps: training.steps, seed, pilot });
    return inForce(plan).length;
  } catch (error) {
    if (error instanceof PilotNeeded) return undefined;
    throw error;
  }
};
