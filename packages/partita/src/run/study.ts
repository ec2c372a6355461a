import { join } from 'node:path';
import { assign, experimentJsonSchema, nameSchema, PartitaError, resolveExperiment, type Experiment, type Registry } from '@partita/core';
import { z } from 'zod';
import { naming } from './naming.ts';

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

const variantsSchema = z.record(nameSchema, z.record(z.string(), z.unknown()));

/** JSON Schema, for editors, of what a user writes. */
export function inputJsonSchema(registry: Registry): Record<string, unknown> {
  const { properties, ...schema } = experimentJsonSchema(registry);
  const { $schema: _draft, ...variants } = z.toJSONSchema(variantsSchema.describe('runs that differ in a few settings, by path'));
  return { ...schema, properties: { ...(properties as object), variants } };
}

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
    if ('plugins' in settings)
      throw new PartitaError(`variants.${name}: plugins are the same for all variants; name them beside 'variants'.`);
    const assigned = (value: ExperimentInput, [path, setting]: [string, unknown]) => assign(value, path, setting);
    const resolved = naming(`variant '${name}'`, () =>
      resolveExperiment({ ...Object.entries(settings).reduce(assigned, experiment), name }, registry),
    );
    return { name, directory: join(directory, name), experiment: resolved };
  });
}
