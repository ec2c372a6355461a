import { Command, Option } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { devicesOption, jsonOption, wholeNumber } from './options.ts';

export function defineEvaluate(_surroundings: Surroundings): Command {
  return new Command('evaluate')
    .description('measure a trained run: likelihood, gap to the entropy, samples, densities')
    .argument('<run>', 'the folder of a run or study')
    .addOption(
      new Option(
        '--workers <n>',
        'processes that share the runs of a study, or the batches of a run; default: one for each run, as many as there are cores',
      ).argParser(wholeNumber(1, 4096)),
    )
    .addOption(devicesOption('processes'))
    .addOption(jsonOption())
    .action(async (directory: string, options: { json?: boolean; devices?: readonly number[]; workers?: number }) => {
      const { openStudy } = await import('../run/open.ts');
      const { evaluateWithProgress } = await import('./evaluate-with-progress.ts');
      const study = await openStudy(directory);
      const runs = await evaluateWithProgress(study, options);
      process.stdout.write(`\nNext: partita report ${directory}\n`);
      if (options.json) process.stdout.write(`${JSON.stringify({ directory, runs })}\n`);
    });
}
