import { Command } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { devicesOption, jsonOption } from './options.ts';

export function defineEvaluate(_surroundings: Surroundings): Command {
  return new Command('evaluate')
    .description('measure a trained run: likelihood, gap to the entropy, samples, densities')
    .argument('<run>', 'the folder of a run or study')
    .addOption(devicesOption('runs'))
    .addOption(jsonOption())
    .action(async (directory: string, options: { json?: boolean; devices?: readonly number[] }) => {
      const { openStudy } = await import('../run/open.ts');
      const { evaluateWithProgress } = await import('./evaluate-with-progress.ts');
      const study = await openStudy(directory);
      const runs = await evaluateWithProgress(study, options.devices);
      process.stdout.write(`\nNext: partita report ${directory}\n`);
      if (options.json) process.stdout.write(`${JSON.stringify({ directory, runs })}\n`);
    });
}
