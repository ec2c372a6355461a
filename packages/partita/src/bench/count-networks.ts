import type { Laboratory } from '@partita/bench';
import { inForce, resolveExperiment } from '@partita/core';
import { runContainer } from '../composition/run-container.ts';
import { loadRegistry, locatePlugin } from '../plugins/load.ts';
import { planWithoutPilot } from '../run/plan.ts';

/** How many networks in force a plan has, where no pilot is asked for. */
export const countNetworks: Laboratory['networks'] = async (input) => {
  const plugins = (Array.isArray(input['plugins']) ? (input['plugins'] as string[]) : []).map((specifier) =>
    locatePlugin(specifier, process.cwd()),
  );
  const registry = await loadRegistry(plugins);
  const experiment = resolveExperiment({ ...input, plugins }, registry);
  const plan = await planWithoutPilot(runContainer(registry, experiment, '.'), experiment);
  return plan && inForce(plan).length;
};
