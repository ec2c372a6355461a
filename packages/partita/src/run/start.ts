import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { describeFileError, PartitaError, show, type Registry, type TrainListener } from '@partita/core';
import { loadRegistry, locatePlugin } from '../plugins/load.ts';
import { firstDifference } from './difference.ts';
import { readJsonObject } from './json-file.ts';
import { pilotOf, pilotProfile } from './pilot.ts';
import { planOf, planWithoutPilot } from './plan.ts';
import { draftRun, plannedRun, type Run, type RunDraft } from './run.ts';
import { runFiles } from './run-files.ts';
import { plannedRuns, type ExperimentInput } from './study.ts';
import { requireTeacher } from './teacher.ts';
import { writeTogether } from './write-together.ts';

export interface StartOptions {
  /** The folder of the run, or of the study's runs. */
  readonly directory: string;
  /** Continue what is there; without it, a folder that holds a run is refused. */
  readonly resume?: boolean;
  /** What relative plugin files are relative to; default: the working directory. */
  readonly base?: string;
  /** Hears of the pilots that plans wait for. */
  readonly listener?: TrainListener;
  /** Aborting ends the training of a pilot, saved. */
  readonly signal?: AbortSignal;
}

/** A study: the runs that one input describes, trained side by side. An ordinary experiment is a study of one run. */
export interface Study {
  readonly directory: string;
  readonly runs: readonly Run[];
}

/**
 * Checks an experiment and writes its run folder, or finds the one to continue. Nothing is written if anything is wrong. Pilots that
 * plans wait for are trained here.
 */
export async function startStudy(
  input: ExperimentInput,
  { directory, resume = false, base = process.cwd(), listener = () => undefined, signal = new AbortController().signal }: StartOptions,
): Promise<Study> {
  const specifiers = pluginSpecifiers(input).map((specifier) => locatePlugin(specifier, base));
  const registry = await loadRegistry(specifiers);
  const planned = plannedRuns({ ...input, ...absoluteTeacher(input, base), plugins: specifiers }, directory, registry);
  for (const { experiment } of planned) if (experiment.teacher !== null) await requireTeacher(experiment.teacher, experiment);
  const drafts = planned.map(({ name, directory: folder, experiment }) => draftRun(name, folder, experiment, registry));
  const first = await Promise.all(
    drafts.map(async (draft) => {
      const plan = await planWithoutPilot(draft.pieces, draft.experiment);
      return plan && plannedRun(draft, plan);
    }),
  );

  if (await holdsSomething(directory)) await requireResumable(directory, drafts, resume);
  await writeTogether([
    ...drafts.map(({ directory: folder, experiment }): [string, unknown] => [runFiles(folder).experiment, experiment]),
    ...first.flatMap((run) => (run ? [planFile(run)] : [])),
    ...('variants' in input ? [[runFiles(directory).study, { runs: drafts.map(({ name }) => name) }] as const] : []),
  ]);

  const runs: Run[] = [];
  for (const [i, draft] of drafts.entries()) runs.push(first[i] ?? (await pilotedRun(draft, directory, registry, listener, signal)));
  return { directory, runs };
}

const planFile = ({ directory, plan }: Run): [string, unknown] => [runFiles(directory).plan, { intervals: plan }];

/** A run whose plan waits for its pilot; the plan is written as soon as it is made. */
async function pilotedRun(draft: RunDraft, study: string, registry: Registry, listener: TrainListener, signal: AbortSignal): Promise<Run> {
  const { pieces, experiment } = draft;
  const pilot = () => pilotProfile(pilotOf(experiment, study), registry, listener, signal);
  const run = plannedRun(draft, await planOf(pieces, experiment, pilot));
  await writeTogether([planFile(run)]);
  return run;
}

function pluginSpecifiers({ plugins = [] }: ExperimentInput): string[] {
  if (!Array.isArray(plugins) || plugins.some((specifier) => typeof specifier !== 'string'))
    throw new PartitaError(`plugins: expected a list of module names or files, got ${show(plugins)}.`);
  return plugins as string[];
}

/** A run knows its teacher wherever it is continued from. */
const absoluteTeacher = ({ teacher }: ExperimentInput, base: string): { teacher?: string } =>
  typeof teacher === 'string' && teacher !== '' ? { teacher: resolve(base, teacher) } : {};

async function holdsSomething(directory: string): Promise<boolean> {
  try {
    return (await readdir(directory)).length > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw describeFileError('use the folder', directory, error);
  }
}

/** A folder is continued only if it holds runs of the same experiment. */
async function requireResumable(directory: string, runs: readonly RunDraft[], resume: boolean): Promise<void> {
  const files = runs.map((run) => runFiles(run.directory).experiment);
  if (!files.some((file) => existsSync(file)))
    throw new PartitaError(`The folder '${directory}' is not empty and holds no run of this experiment; choose another with --out.`);
  if (!resume)
    throw new PartitaError(`The folder '${directory}' holds a run already; continue it with --resume, or choose another with --out.`);
  for (const [i, file] of files.entries()) {
    if (!existsSync(file)) continue;
    const { experiment } = runs[i] as RunDraft;
    const difference = firstDifference(await readJsonObject(file), { ...experiment });
    if (difference)
      throw new PartitaError(
        `The run in '${basename(directory)}' was started with ${difference.path} = ${difference.left}, not ${difference.right}; --resume continues the same experiment only.`,
      );
  }
}
