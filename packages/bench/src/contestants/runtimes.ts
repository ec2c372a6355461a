import { Backend, computingPlaces, messageOf, Registry, requirePlugin, tokenName, type ComponentSpec } from '@partita/core';
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
 * Every runtime there is, or modules in turn until one brings the wanted one.
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
    if (wanted !== undefined && runtimeSpecs(registry).has(wanted)) break;
  }
  return { registry, absent };
}

/** The runtimes of a registry by name: `onnx` as it is by default, and `onnx:provider=cuda` on something else that it can compute on. */
export function runtimeSpecs(registry: Registry): Map<string, ComponentSpec> {
  const specs = new Map<string, ComponentSpec>();
  if (!registry.ports().includes(tokenName(Backend))) return specs;
  for (const component of registry.components(tokenName(Backend))) {
    specs.set(component.kind, { kind: component.kind });
    for (const { name, option, isDefault, spec } of computingPlaces(component))
      if (!isDefault) specs.set(`${component.kind}:${option}=${name}`, spec);
  }
  return specs;
}

/** A runtime as a contestant: our worker, on that backend. */
export const runtimeContestant = (name: string, plugins: readonly string[]): ContestantSpec => ({
  name,
  role: 'runtime',
  command: process.execPath,
  args: [...nodeFlags, workerScript(), name, ...plugins],
});
