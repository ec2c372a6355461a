import { Command, type CommanderError } from 'commander';
import { defineBench } from './bench.ts';
import { defineCancel } from './cancel.ts';
import { defineCite } from './cite.ts';
import { complaintOf } from './complaint.ts';
import { defineData } from './data.ts';
import { defineDistill } from './distill.ts';
import { defineDoctor } from './doctor.ts';
import { defineEvaluate } from './evaluate.ts';
import { defineExport } from './export.ts';
import { defineList } from './list.ts';
import { defineMerge } from './merge.ts';
import { defineReport } from './report.ts';
import { defineRun } from './run.ts';
import { defineSample } from './sample.ts';
import { defineSchema } from './schema.ts';
import { defineStatus } from './status.ts';
import type { Surroundings } from './surroundings.ts';
import { defineTrain } from './train.ts';
import { defineVerify } from './verify.ts';
import { defineWorker } from './worker.ts';

/** Mistakes that the user can mend. */
const MISTAKE = 2;
/** Defects of ours. */
const DEFECT = 1;

/** The `partita` command. Commands import what they need when they run, so that help answers at once. */
export async function main(argv: readonly string[]): Promise<number> {
  let status = 0;
  const surroundings: Surroundings = { exit: (wanted) => void (status = wanted) };
  const program = new Command('partita')
    .description('Train score-based diffusion models in parallel over time.')
    .option('--verbose', 'print stack traces')
    .exitOverride()
    .configureOutput({ outputError: () => undefined }) // said below
    .addHelpText('after', '\nStart with:  partita run quickstart\nThen:        partita list, partita train --help');
  for (const define of [
    defineRun,
    defineTrain,
    defineStatus,
    defineCancel,
    defineVerify,
    defineWorker,
    defineEvaluate,
    defineSample,
    defineDistill,
    defineMerge,
    defineExport,
    defineReport,
    defineCite,
    defineList,
    defineData,
    defineSchema,
    defineDoctor,
    defineBench,
  ]) {
    const command = define(surroundings);
    command.exitOverride().copyInheritedSettings(program);
    program.addCommand(command);
  }

  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (isComplaint(error)) {
      const isHelp = error.exitCode === 0 || error.code === 'commander.help';
      if (!isHelp) process.stderr.write(`${complaintOf(error)}\n`);
      return error.exitCode === 0 ? 0 : MISTAKE;
    }
    return tell(error, argv.includes('--verbose'));
  }
}

/** Recognised by name: a suite of `bench` may bring a commander of its own. */
const isComplaint = (error: unknown): error is CommanderError => error instanceof Error && error.name === 'CommanderError';

/** One sentence for a mistake; for a defect of ours, how to show it to us. */
function tell(error: unknown, verbose: boolean): number {
  const isMistake = error instanceof Error && error.name === 'PartitaError';
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(isMistake ? `${message}\n` : `Partita failed: ${message}\nThis is a defect; --verbose prints where it happened.\n`);
  if (verbose && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return isMistake ? MISTAKE : DEFECT;
}
