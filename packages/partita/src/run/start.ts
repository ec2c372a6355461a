import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { describeFileError, PartitaError, show } from '@partita/core';
import { loadRegistry, locatePlugin } from '../plugins/load.ts';
import { firstDifference } from './difference.ts';
import { readJsonObject } from './json-file.ts';
import { composeRun, type Run } from './run.ts';
import { runFiles } from './run-files.ts';
import { plannedRuns, type ExperimentInput } from './study.ts';
import { writeTogether } from './write-together.ts';

export interface StartOptions {
  /** The folder of the run, or of the study's runs. */
  readonly directory: string;
  /** Continue what is there; without it, a folder that holds a run is refused. */
  readonly resume?: boolean;
  /** What relative plugin files are relative to; default: the working directory. */
  readonly base?: string;
}

/** A study: the runs that one input describes, trained side by side. An ordinary experiment is a study of one run. */
export interface Study {
  readonly directory: string;
  readonly runs: readonly Run[];
}

/** Checks an experiment and writes its run folder, or finds the one to continue. Nothing is written if anything is wrong. */
export async function startStudy(
  input: ExperimentInput,
  { directory, resume = false, base = process.cwd() }: StartOptions,
): Promise<Study> {
  const specifiers = pluginSpecifiers(input).map((specifier) => locatePlugin(specifier, base));
  const registry = await loadRegistry(specifiers);
  const planned = plannedRuns({ ...input, plugins: specifiers }, directory, registry);
  const runs = await Promise.all(planned.map(({ name, directory: folder, experiment }) => composeRun(name, folder, experiment, registry)));

  if (await holdsSomething(directory)) await requireResumable({ directory, runs }, resume);
  await writeTogether([
    ...runs.flatMap(({ directory: folder, experiment, plan }): [string, unknown][] => [
      [runFiles(folder).experiment, experiment],
      [runFiles(folder).plan, { intervals: plan }],
    ]),
    ...('variants' in input ? [[runFiles(directory).study, { runs: runs.map(({ name }) => name) }] as const] : []),
  ]);
  return { directory, runs };
}

function pluginSpecifiers({ plugins = [] }: ExperimentInput): string[] {
  if (!Array.isArray(plugins) || plugins.some((specifier) => typeof specifier !== 'string'))
    throw new PartitaError(`plugins: expected a list of module names or files, got ${show(plugins)}.`);
  return plugins as string[];
}

async function holdsSomething(directory: string): Promise<boolean> {
  try {
    return (await readdir(directory)).length > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw describeFileError('use the folder', directory, error);
  }
}

/** A folder is continued only if it holds runs of the same experiment. */
async function requireResumable({ directory, runs }: Study, resume: boolean): Promise<void> {
  const files = runs.map((run) => runFiles(run.directory).experiment);
  if (!files.some((file) => existsSync(file)))
    throw new PartitaError(`The folder '${directory}' is not empty and holds no run of this experiment; choose another with --out.`);
  if (!resume)
    throw new PartitaError(`The folder '${directory}' holds a run already; continue it with --resume, or choose another with --out.`);
  for (const [i, file] of files.entries()) {
    if (!existsSync(file)) continue;
    const { experiment } = runs[i] as Run;
    const difference = firstDifference(await readJsonObject(file), { ...experiment });
    if (difference)
      throw new PartitaError(
        `The run in '${basename(directory)}' was started with ${difference.path} = ${difference.left}, not ${difference.right}; --resume continues the same experiment only.`,
      );
  }
}
