import type { Registry } from '../components/registry.ts';
import { usedComponents, type UsedComponent } from '../components/used-components.ts';
import { validateOptions } from '../components/validate.ts';
import { PartitaError } from '../errors/partita-error.ts';
import type { TimeInterval } from '../time/interval.ts';
import { fingerprint } from '../random/key.ts';
import { experimentSchema, type Experiment } from './schema.ts';

/** An experiment with every default filled in. @throws PartitaError on the first thing wrong: where, what, and the nearest valid choice */
export function resolveExperiment(raw: unknown, registry: Registry): Experiment {
  const experiment = validateOptions(registry, experimentSchema, raw, '') as Experiment;
  for (const { path, component, options } of componentsOf(experiment, registry)) {
    const reason = component.refuses?.(options, experiment);
    if (reason !== undefined) throw new PartitaError(`${path}: ${reason}`);
  }
  return experiment;
}

/** Every component that a resolved experiment uses, with its place in it. */
export const componentsOf = (experiment: Experiment, registry: Registry): UsedComponent[] =>
  usedComponents(registry, experimentSchema, experiment);

/** The parts of an experiment that its trained weights depend on. The executor is not among them: it must not matter. */
const TRAINED_BY = [
  'seed',
  'tMin',
  'dataset',
  'sde',
  'network',
  'prediction',
  'partition',
  'budget',
  'pilot',
  'training',
  'schedule',
  'times',
  'weighting',
  'teacher',
  'averaging',
  'backend',
] as const;

/** Identifies what an experiment's weights depend on; checkpoints carry it. */
export function experimentHash(experiment: Experiment): string {
  const text = JSON.stringify(TRAINED_BY.map((key) => [key, canonical(experiment[key])]));
  return fingerprint(text);
}

/** The same value with object keys in sorted order, so that equal experiments have equal text. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}

/** The updates of one interval's network. */
export const stepsOf = ({ training }: Pick<Experiment, 'training'>, { steps = training.steps }: TimeInterval): number => steps;
