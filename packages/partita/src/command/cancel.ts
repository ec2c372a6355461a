import { Command } from 'commander';
import { jsonOption } from './options.ts';
import type { Surroundings } from './surroundings.ts';

export function defineCancel(_surroundings: Surroundings): Command {
  return new Command('cancel')
    .description("end a run's jobs on a cluster or queue; they save first")
    .argument('<run>', 'the folder of a run or study')
    .addOption(jsonOption())
    .action(async (directory: string, { json }: { json?: boolean }) => {
      const { openStudy } = await import('../run/open.ts');
      const { cancelStudy } = await import('../run/cancel.ts');
      const cancelled = await cancelStudy(await openStudy(directory));
      process.stdout.write(
        cancelled.length === 0
          ? 'No job of it is live.\n'
          : `Cancelled ${cancelled.map(({ id }) => id).join(', ')}. Go on with: partita train ${directory} --resume\n`,
      );
      if (json) process.stdout.write(`${JSON.stringify({ directory, cancelled })}\n`);
    });
}
