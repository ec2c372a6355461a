import { Backend, messageOf, Registry, requirePlugin, tokenName } from '@partita/core';
import type { Absentee, ContestantSpec } from './contestant.ts';
import { nodeFlags, workerScript } from './script.ts';

/** The runtimes of the house; one whose module does not load here, or brings no backend, is absent. */
const MODULES: Readonly<Record<string, () => Promise<{ readonly default?: unknown }>>> = {
  '@partita/backend-wasm': () => import('@partita/backend-wasm'),
  '@partita/backend-onnx': () => import('@partita/backend-onnx'),
  '@partita/backend-node': () => import('@partita/backend-node'),
};

export interface Runtimes {
  readonly registry: Registry;
  readonly absent: readonly Absentee[];
}

/**
 * Every runtime there is, or modules in turn until one brings the wanted kind.
 * @param plugins further modules, as URLs or names that resolve from here
 */
export async function loadRuntimes(plugins: readonly string[] = [], wanted?: string): Promise<Runtimes> {
  const registry = new Registry();
  const absent: Absentee[] = [];
  const further = plugins.map((name) => [name, () => import(name) as Promise<{ readonly default?: unknown }>] as const);
  for (const [module, load] of [...Object.entries(MODULES), ...further]) {
    try {
      registry.add(requirePlugin((await load()).default, module));
    } catch (error) {
      absent.push({ name: module, role: 'runtime', reason: messageOf(error) });
    }
    if (wanted !== undefined && runtimeKinds(registry).includes(wanted)) break;
  }
  return { registry, absent };
}

/** The kinds of backend of a registry. */
export const runtimeKinds = (registry: Registry): string[] =>
  registry.ports().includes(tokenName(Backend)) ? registry.components(tokenName(Backend)).map(({ kind }) => kind) : [];

/** A runtime as a contestant: our worker, on that backend. */
export const runtimeContestant = (kind: string, plugins: readonly string[]): ContestantSpec => ({
  name: kind,
  role: 'runtime',
  command: process.execPath,
  args: [...nodeFlags, workerScript(), kind, ...plugins],
});
