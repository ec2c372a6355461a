import { Command } from 'commander';
import { jsonOption } from './options.ts';
import type { Surroundings } from './surroundings.ts';

export function defineStatus(_surroundings: Surroundings): Command {
  return new Command('status')
    .description('say how far the training of a run is, and where it runs')
    .argument('<run>', 'the folder of a run or study')
    .addOption(jsonOption())
    .action(async (directory: string, { json }: { json?: boolean }) => {
      const { openStudy } = await import('../run/open.ts');
      const { statusOf } = await import('../run/status.ts');
      const { table } = await import('./table.ts');
      const { runs } = await openStudy(directory);
      const found = [];
      for (const run of runs) found.push({ name: run.name, directory: run.directory, intervals: await statusOf(run) });
      for (const { name, intervals } of found) {
        const rows = intervals.map(({ interval, start, end, state, step, steps, loss, where }) => [
          String(interval),
          start === end ? `t = ${short(end)}` : `(${short(start)}, ${short(end)}]`,
          state,
          `${step} of ${steps}`,
          loss === null ? '–' : loss.toFixed(4),
          where,
        ]);
        process.stdout.write(`${name}\n${table(['interval', 'times', 'state', 'step', 'loss', 'where'], rows)}\n`);
      }
      if (json) process.stdout.write(`${JSON.stringify({ directory, runs: found })}\n`);
    });
}

const short = (value: number): string => String(Number(value.toPrecision(3)));
