/** The script `bench`, until the `partita` command has it: `bench throughput --budget smoke --json --out result.json`. */
import { Command } from 'commander';
import { throughputCommand } from './command/throughput-command.ts';

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort(new Error('interrupted')));
try {
  await new Command('bench').description('Benchmarks of Partita.').addCommand(throughputCommand(interrupted.signal)).parseAsync();
} catch (error) {
  const { name, message, stack = message } = error as Error;
  process.stderr.write(`${name === 'PartitaError' || interrupted.signal.aborted ? message : stack}\n`);
  process.exitCode = interrupted.signal.aborted ? 130 : name === 'PartitaError' ? 2 : 1;
}
