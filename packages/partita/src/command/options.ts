import { Option, InvalidArgumentError, type Command } from 'commander';

/** Options that several commands share. */
export interface ExperimentOptions {
  readonly set: readonly string[];
  readonly plugin: readonly string[];
  readonly seed?: number;
  readonly out?: string;
  readonly workers?: number;
  readonly devices?: readonly number[];
  readonly executor?: string;
  readonly resume?: boolean;
  readonly json?: boolean;
}

/** For options that may be repeated. */
export const collect = (value: string, before: readonly string[]): string[] => [...before, value];

/** A whole number on the command line, within bounds. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(
        `It must be a whole number ${most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`}.`,
      );
    return value;
  };

/** Numbers of GPUs on the command line, such as `0,1`. */
const deviceNumbers = (text: string): number[] => {
  if (!/^\d+(,\d+)*$/.test(text)) throw new InvalidArgumentError('It must be the numbers of GPUs, such as 0,1.');
  return text.split(',').map(Number);
};

/** @param what is spread over them */
export const devicesOption = (what: string): Option =>
  new Option('--devices <list>', `GPUs that ${what} are spread over, e.g. 0,1; default: what this process sees`).argParser(deviceNumbers);

/** A path on the command line: the empty one would be the working directory. */
export const nonEmpty = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('It must be a path.');
  return text;
};

export const pluginOption = (): Option =>
  new Option('--plugin <module>', 'load further components from a file or package; may be repeated').argParser(collect).default([], 'none');

export const setOption = (description: string): Option =>
  new Option('--set <path=value>', description).argParser(collect).default([], 'none');

export const jsonOption = (): Option => new Option('--json', 'print one JSON object last');

/** How an experiment is chosen and varied. */
export function withExperimentOptions(
  command: Command,
  argument = "a preset's name, an experiment.json, or with --resume the folder of a run",
): Command {
  return command
    .argument('<experiment>', argument)
    .addOption(setOption('change a setting, e.g. training.steps=3000; may be repeated'))
    .addOption(pluginOption())
    .addOption(new Option('--seed <n>', 'the seed of every random number').argParser(wholeNumber(0)))
    .addOption(new Option('--out <folder>', 'where the run goes; default: runs/<name>').argParser(nonEmpty))
    .addOption(
      new Option('--executor <kind>', "where the networks train, e.g. slurm; default: the experiment's, local").argParser(nonEmpty),
    )
    .addOption(new Option('--workers <n>', 'networks trained at the same time; default: one per core').argParser(wholeNumber(1, 4096)))
    .addOption(devicesOption('networks'))
    .addOption(new Option('--resume', 'continue the run in the folder'))
    .addOption(jsonOption());
}
