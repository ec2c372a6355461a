import { Registry } from '@partita/core';
import { datasetsPlugin } from '@partita/datasets';
import { likelihoodPlugin } from '@partita/likelihood';
import { metricsPlugin } from '@partita/metrics';
import { networksPlugin } from '@partita/networks';
import { odePlugin } from '@partita/ode';
import { partitionsPlugin } from '@partita/partitions';
import { samplersPlugin } from '@partita/samplers';
import { sdePlugin } from '@partita/sde';
import { trainingPlugin } from '@partita/training';
import { executorPlugin } from './executor.ts';
import { RUNTIMES } from './runtimes.ts';
import { importTyped } from './typed-plugin.ts';
import type { Sources } from './inquiry.ts';

const BUILT_IN = [
  datasetsPlugin,
  sdePlugin,
  networksPlugin,
  partitionsPlugin,
  trainingPlugin,
  odePlugin,
  samplersPlugin,
  likelihoodPlugin,
  metricsPlugin,
  ...RUNTIMES,
  executorPlugin,
];

/** The components of the house that run in a browser, and those of the modules that the visitor typed in. */
export async function loadRegistry(sources: Sources = {}): Promise<Registry> {
  const registry = new Registry(BUILT_IN);
  for (const [name, code] of Object.entries(sources)) registry.add(await importTyped(code, name));
  return registry;
}
