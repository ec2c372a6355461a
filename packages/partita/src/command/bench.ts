import { Command } from 'commander';
import { INTERRUPTED, onInterrupt } from './interruption.ts';
import type { Surroundings } from './surroundings.ts';

/** The suites bring their own options; they are loaded when asked for, so that help of the other commands stays quick. */
export function defineBench({ exit }: Surroundings): Command {
  return new Command('bench')
    .description('measure this machine with the shared benchmark suite')
    .argument('[suite...]', 'a suite and its options; none for the list of suites')
    .helpOption(false)
    .allowUnknownOption()
    .action(async (rest: string[]) => {
      const { compareCommand, suiteCommands, throughputCommand } = await import('@partita/bench');
      const { laboratory } = await import('../bench/laboratory.ts');
      const { signal, release } = onInterrupt();
      const suites = new Command('partita bench').description('measure this machine with the shared benchmark suite');
      for (const suite of [throughputCommand(signal), ...suiteCommands(laboratory(), signal), compareCommand()])
        suites.addCommand(suite.exitOverride().configureOutput({ outputError: () => undefined }));
      try {
        await suites
          .exitOverride()
          .configureOutput({ outputError: () => undefined })
          .parseAsync(rest.length === 0 ? ['--help'] : rest, { from: 'user' });
      } catch (error) {
        if (!signal.aborted) throw error;
        process.stderr.write('Interrupted; what was done is kept, and the same command goes on from there.\n');
        exit(INTERRUPTED);
      } finally {
        release();
      }
    });
}
