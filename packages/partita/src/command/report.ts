import { Command, Option } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { jsonOption, nonEmpty } from './options.ts';

export function defineReport(_surroundings: Surroundings): Command {
  return new Command('report')
    .description('draw the figures and the page of one evaluated run or several')
    .argument('<run...>', 'folders of runs or studies')
    .addOption(new Option('--out <folder>', 'where the page goes; default: the first folder').argParser(nonEmpty))
    .addOption(jsonOption())
    .action(async (directories: string[], options: { out?: string; json?: boolean }) => {
      const { openStudy } = await import('../run/open.ts');
      const { reportStudy } = await import('../run/report.ts');
      const studies = await Promise.all(directories.map(openStudy));
      const directory = options.out ?? directories[0] ?? '.';
      const report = await reportStudy({ directory, runs: studies.flatMap(({ runs }) => runs) });
      process.stdout.write(`${report}\n`);
      if (options.json) process.stdout.write(`${JSON.stringify({ report })}\n`);
    });
}
