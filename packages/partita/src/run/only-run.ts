import { PartitaError } from '@partita/core';
import type { Run } from './run.ts';
import type { Study } from './start.ts';

/** The run of a study that has one. @throws PartitaError naming the runs of a study that has several */
export function onlyRun({ directory, runs }: Study): Run {
  const [run] = runs;
  if (!run || runs.length > 1)
    throw new PartitaError(`'${directory}' holds ${runs.length} runs; name one of them: ${runs.map((each) => each.directory).join(', ')}.`);
  return run;
}
