import { Command, Option } from 'commander';
import { jsonOption, nonEmpty } from './options.ts';
import type { Surroundings } from './surroundings.ts';

export function defineMerge(_surroundings: Surroundings): Command {
  return new Command('merge')
    .description("write the mean of a trained run's networks as a run of its own, to be evaluated like any other")
    .argument('<run>', 'the folder of a run')
    .addOption(new Option('--out <folder>', 'where the new run goes; default: the folder with -merged behind').argParser(nonEmpty))
    .addOption(jsonOption())
    .action(async (directory: string, { out, json }: { out?: string; json?: boolean }) => {
      const path = await import('node:path');
      const { openStudy } = await import('../run/open.ts');
      const { onlyRun } = await import('../run/only-run.ts');
      const { mergeRun } = await import('../run/merge.ts');
      const study = await mergeRun(onlyRun(await openStudy(directory)), out ?? `${path.resolve(directory)}-merged`);
      process.stdout.write(`Merged. Next: partita evaluate ${study.directory}\n`);
      if (json) process.stdout.write(`${JSON.stringify({ directory: study.directory })}\n`);
    });
}
