import { join } from 'node:path';
import { assign, PartitaError, resolveExperiment, type Experiment, type Registry } from '@partita/core';
import { z } from 'zod';

/**
 * What a user writes: an experiment, perhaps with `variants`: runs that are trained side by side and compared, each
 * the same experiment but for a few settings, `{ "single": { "partition": "single" }, … }`.
 */
export type ExperimentInput = Readonly<Record<string, unknown>>;

export interface PlannedRun {
  readonly name: string;
  readonly directory: string;
  readonly experiment: Experiment;
}

/** The name of a variant and of its folder. */
export const runName = z.string().regex(/^\w[\w.-]*$/);

const variantsSchema = z.record(runName, z.record(z.string(), z.unknown()));

/** The runs that an input describes: itself in `directory`, or its variants in folders below. */
export function plannedRuns(input: ExperimentInput, directory: string, registry: Registry): PlannedRun[] {
  const { variants, ...experiment } = input;
  if (variants === undefined) {
    const resolved = resolveExperiment(experiment, registry);
    return [{ name: resolved.name, directory, experiment: resolved }];
  }
  const parsed = variantsSchema.safeParse(variants);
  if (!parsed.success || Object.keys(parsed.data).length === 0)
    throw new PartitaError(
      'variants: expected names (letters, digits, dots, dashes) with settings, such as { "single": { "partition.kind": "single" } }.',
    );
  return Object.entries(parsed.data).map(([name, settings]) => {
    const raw = Object.entries(settings).reduce<Record<string, unknown>>(
      (value, [path, setting]) => assign(value, path, setting),
      experiment,
    );
    return { name, directory: join(directory, name), experiment: resolveExperiment({ ...raw, name }, registry) };
  });
}
