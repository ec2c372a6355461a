import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Laboratory } from '../laboratory/laboratory.ts';
import { SUITES } from '../suites/index.ts';
import type { Suite, SuiteBudget } from '../suite/suite.ts';

interface SuiteCommandOptions {
  readonly budget: SuiteBudget;
  readonly seeds?: number;
  readonly plugin: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
}

const collect = (value: string, before: readonly string[]): string[] => [...before, value];

const MOST_SEEDS = 1000;

function seedCount(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 1 || value > MOST_SEEDS)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_SEEDS}.`);
  return value;
}

/** Every suite as a subcommand. @param signal ends the work; what was done is kept */
export const suiteCommands = (laboratory: Laboratory, signal: AbortSignal): Command[] =>
  SUITES.map((suite) => suiteCommand(suite, laboratory, signal));

function suiteCommand(suite: Suite, laboratory: Laboratory, signal: AbortSignal): Command {
  return new Command(suite.name)
    .description(suite.summary)
    .addOption(new Option('--budget <name>', 'how long to measure').choices(['smoke', 'standard', 'full']).default('standard'))
    .addOption(new Option('--seeds <n>', 'how many seeds; default: the budget says').argParser(seedCount))
    .addOption(
      new Option('--plugin <module>', 'load further components from a file or package; may be repeated')
        .argParser(collect)
        .default([], 'none'),
    )
    .addOption(new Option('--out <folder>', `where the result goes, and where an interrupted suite goes on; default: ${folderOf(suite)}`))
    .addOption(new Option('--json', 'print one JSON object last, in place of Markdown'))
    .action(async ({ budget, seeds = suite.seeds(budget), plugin, out, json }: SuiteCommandOptions) => {
      const { runSuite } = await import('../suite/run-suite.ts');
      const { writeResult } = await import('../suite/write-result.ts');
      const folder = out ?? folderOf(suite, budget);
      const result = await runSuite(suite, {
        settings: { budget, seeds: Array.from({ length: seeds }, (_, seed) => seed), plugins: plugin },
        out: folder,
        date: new Date().toISOString(),
        command: commandLine(suite, budget, seeds, plugin),
        laboratory,
        listener: (line) => process.stderr.write(`${line}\n`),
        signal,
      });
      const { markdown, files } = await writeResult(result, folder);
      process.stderr.write(`${files.join('\n')}\n`);
      process.stdout.write(json ? `${JSON.stringify(result)}\n` : markdown);
    });
}

const folderOf = ({ name }: Suite, budget = '<budget>'): string => join('runs', `bench-${name}-${budget}`);

const commandLine = ({ name }: Suite, budget: string, seeds: number, plugins: readonly string[]): string =>
  ['partita bench', name, `--budget ${budget}`, `--seeds ${seeds}`, ...plugins.map((plugin) => `--plugin ${plugin}`)].join(' ');
