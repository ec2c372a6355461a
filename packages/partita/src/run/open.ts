import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  nameSchema,
  PartitaError,
  requirePlan,
  resolveExperiment,
  Sde,
  type Experiment,
  type Registry,
  type TimeInterval,
} from '@partita/core';
import { z } from 'zod';
import { loadRegistry, locatePlugin } from '../plugins/load.ts';
import { readJsonObject } from './json-file.ts';
import { naming } from './naming.ts';
import { damaged, readAs } from './read-as.ts';
import { draftRun, plannedRun, type Run } from './run.ts';
import { runFiles } from './run-files.ts';
import type { Study } from './start.ts';

const studySchema = z.object({ runs: z.array(nameSchema).min(1) });
const rangeSchema = z.object({ start: z.number(), end: z.number() });

const intervalSchema: z.ZodType<TimeInterval> = rangeSchema.extend({
  index: z.int(),
  trainedOn: rangeSchema.exactOptional(),
  network: z.record(z.string(), z.json()).exactOptional(),
  steps: z.int().exactOptional(),
  patience: z.int().exactOptional(),
  from: z.int().exactOptional(),
  scaffold: z.literal(true).exactOptional(),
});

const planSchema = z.object({ intervals: z.array(intervalSchema).min(1) });

/** A study from its folder. @throws PartitaError when the folder holds none */
export async function openStudy(directory: string): Promise<Study> {
  const { study, experiment } = runFiles(directory);
  if (existsSync(study)) {
    const { runs } = await readAs(studySchema, study);
    return { directory, runs: await Promise.all(runs.map((name) => openRun(join(directory, name)))) };
  }
  if (!existsSync(experiment))
    throw new PartitaError(
      `'${directory}' holds no run: there is no experiment.json in it; train one with 'partita train hg --out ${directory}'.`,
    );
  return { directory, runs: [await openRun(directory)] };
}

/** What the files of a run say; nothing is put together yet. */
export interface RunRecord {
  readonly registry: Registry;
  readonly experiment: Experiment;
  readonly plan: readonly TimeInterval[];
}

/**
 * Reads the files of a run, and loads its plugins.
 * @param permit throws a PartitaError for a plugin that may not be loaded
 * @throws PartitaError when they are missing or damaged
 */
export async function readRun(directory: string, permit: (plugin: string) => void = () => undefined): Promise<RunRecord> {
  const files = runFiles(directory);
  const raw = await readJsonObject(files.experiment);
  const plugins = z
    .array(z.string())
    .catch([])
    .parse(raw['plugins'])
    .map((specifier) => locatePlugin(specifier, directory));
  plugins.forEach(permit);
  const registry = await loadRegistry(plugins);
  const experiment = naming(damaged(files.experiment), () => resolveExperiment(raw, registry));
  if (!existsSync(files.plan))
    throw new PartitaError(`'${directory}' has no plan yet; go on with 'partita train ${files.experiment} --out ${directory} --resume'.`);
  return { registry, experiment, plan: (await readAs(planSchema, files.plan)).intervals };
}

async function openRun(directory: string): Promise<Run> {
  const { registry, experiment, plan } = await readRun(directory);
  const draft = draftRun(experiment.name, directory, experiment, registry);
  naming(damaged(runFiles(directory).plan), () => requirePlan(plan, experiment.tMin, draft.pieces.resolve(Sde).horizon));
  return plannedRun(draft, plan);
}
