/** The script `bench`, until the `partita` command has it: `bench throughput --budget smoke --json --out result.json`. */
import { Command, CommanderError } from 'commander';
import { throughputCommand } from './command/throughput-command.ts';

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort(new Error('interrupted')));

const program = new Command('bench').description('Benchmarks of Partita.').exitOverride();
const suite = throughputCommand(interrupted.signal);
program.addCommand(suite.copyInheritedSettings(program));
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = statusOf(error);
  if (!(error instanceof CommanderError)) process.stderr.write(`${textOf(error as Error)}\n`); // it has spoken already
}

/** 130 for an interruption, 2 for a mistake of the user, 1 for a defect. */
function statusOf(error: unknown): number {
  if (interrupted.signal.aborted) return 130;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return isMistake(error) ? 2 : 1;
}

function textOf(error: Error): string {
  return isMistake(error) || interrupted.signal.aborted ? error.message : (error.stack ?? error.message);
}

function isMistake(error: unknown): boolean {
  return error instanceof Error && error.name === 'PartitaError';
}
