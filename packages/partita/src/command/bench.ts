import { Command } from 'commander';
import type { Surroundings } from './surroundings.ts';

/** The suites bring their own options; they are loaded when asked for, so that help of the other commands stays quick. */
export function defineBench(_surroundings: Surroundings): Command {
  return new Command('bench')
    .description('measure this machine with the shared benchmark suite')
    .argument('[suite...]', 'a suite and its options; none for the list of suites')
    .helpOption(false)
    .allowUnknownOption()
    .action(async (rest: string[]) => {
      const { throughputCommand } = await import('@partita/bench');
      const suites = new Command('partita bench').description('measure this machine with the shared benchmark suite');
      for (const suite of [throughputCommand()]) suites.addCommand(suite.exitOverride().configureOutput({ outputError: () => undefined }));
      await suites
        .exitOverride()
        .configureOutput({ outputError: () => undefined })
        .parseAsync(rest.length === 0 ? ['--help'] : rest, { from: 'user' });
    });
}
