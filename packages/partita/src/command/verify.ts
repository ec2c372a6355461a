import { Command } from 'commander';
import { jsonOption } from './options.ts';
import type { Surroundings } from './surroundings.ts';

export function defineVerify({ exit }: Surroundings): Command {
  return new Command('verify')
    .description('read every checkpoint of a run, check its checksum, and say what is missing')
    .argument('<run>', 'the folder of a run or study')
    .addOption(jsonOption())
    .action(async (directory: string, { json }: { json?: boolean }) => {
      const { openStudy } = await import('../run/open.ts');
      const { verifyRun } = await import('../run/verify.ts');
      const { runs } = await openStudy(directory);
      const found = [];
      for (const run of runs) found.push({ name: run.name, directory: run.directory, intervals: await verifyRun(run) });
      const intervals = found.flatMap((run) => run.intervals);
      const faults = intervals.flatMap((interval) => interval.faults);
      const trained = intervals.filter(({ isTrained }) => isTrained).length;
      for (const fault of faults) process.stdout.write(`${fault}\n`);
      process.stdout.write(
        `${trained} of ${intervals.length} networks have a valid final checkpoint.${trained < intervals.length ? ` Train the others: partita train ${directory} --resume` : ''}\n`,
      );
      if (faults.length > 0) exit(2);
      if (json) process.stdout.write(`${JSON.stringify({ directory, trained, runs: found })}\n`);
    });
}
