import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { assign, parseAssignment, PartitaError, suggest, type Assignment } from '@partita/core';
import { PRESETS } from '../presets/index.ts';
import { readJsonObject } from '../run/json-file.ts';
import { runFiles } from '../run/run-files.ts';
import type { ExperimentInput } from '../run/study.ts';
import type { ExperimentOptions } from './options.ts';

export interface ChosenExperiment {
  readonly input: ExperimentInput;
  /** Where the run goes. */
  readonly directory: string;
  /** What the experiment's plugin files are relative to. */
  readonly base: string;
}

/** The experiment that a command line describes: a preset, a file or a run's folder, with its --set, --seed, --executor, --workers and --devices. */
export async function chooseExperiment(name: string, options: ExperimentOptions): Promise<ChosenExperiment> {
  return varyExperiment(await find(name, options), options);
}

/** What was found of an experiment: its settings, what its files are relative to, and the folder it continues in, if any. */
export interface FoundExperiment {
  readonly input: ExperimentInput;
  readonly base: string;
  readonly directory?: string;
}

/** An experiment with the settings of a command line. */
export function varyExperiment({ input, base, directory }: FoundExperiment, options: ExperimentOptions): ChosenExperiment {
  const settings = options.set.map(parseAssignment);
  if (options.seed !== undefined) settings.push({ path: 'seed', value: options.seed });
  if (options.executor !== undefined) settings.unshift({ path: 'executor.kind', value: options.executor });
  if (options.workers !== undefined) settings.push({ path: 'executor.workers', value: options.workers });
  if (options.devices !== undefined) settings.push({ path: 'executor.devices', value: options.devices });
  let chosen = settings.reduce(withSetting, { ...input });
  if (options.plugin.length > 0) {
    const own = options.plugin.map((specifier) => (/^\.{1,2}[/\\]/.test(specifier) ? resolve(specifier) : specifier));
    chosen = { ...chosen, plugins: [...(Array.isArray(chosen['plugins']) ? (chosen['plugins'] as unknown[]) : []), ...own] };
  }
  const label = typeof chosen['name'] === 'string' ? chosen['name'] : 'experiment';
  return { input: chosen, base, directory: options.out ?? directory ?? join('runs', basename(label)) };
}

/** An experiment with one setting more. The command line has the last word: a setting holds for every variant too. */
function withSetting(experiment: Record<string, unknown>, { path, value }: Assignment): Record<string, unknown> {
  const { variants } = experiment;
  if (!isRecord(variants) || path === 'variants') return assign(experiment, path, value);
  const changed = Object.entries(variants).map(([name, settings]) => {
    if (!isRecord(settings)) return [name, settings];
    const { [path]: _replaced, ...others } = settings;
    return [name, { ...others, [path]: value }];
  });
  return { ...assign(experiment, path, value), variants: Object.fromEntries(changed) as unknown };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

async function find(name: string, { resume }: ExperimentOptions): Promise<FoundExperiment> {
  const preset = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  if (preset) return { input: preset.experiment, base: process.cwd() };
  if (!existsSync(name)) {
    const hint = /[/\\]|\.json$/.test(name)
      ? ': there is no such file'
      : ` is no preset${suggest(name, Object.keys(PRESETS))}, or name an experiment.json`;
    throw new PartitaError(`'${name}'${hint}.`);
  }
  if (!statSync(name).isDirectory()) return { input: await readJsonObject(name), base: dirname(resolve(name)) };
  if (resume !== true) throw new PartitaError(`'${name}' is a folder; continue the run in it with --resume, or name an experiment.json.`);
  const { experiment, study } = runFiles(name);
  if (existsSync(study))
    throw new PartitaError(
      `'${name}' holds a study of several runs; resume it by its experiment: partita run <experiment> --out ${name} --resume.`,
    );
  return { input: await readJsonObject(experiment), base: process.cwd(), directory: name };
}
