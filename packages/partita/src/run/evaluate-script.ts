import { JOB_STATUS } from '@partita/core';
import { evaluateRun } from './evaluate.ts';
import { onlyRun } from './only-run.ts';
import { openStudy } from './open.ts';
import { readPermitted } from './read-job.ts';

/** The process of a job that evaluates a run under an engine. @returns the exit status */
export async function runEvaluateScript(run: string): Promise<number> {
  try {
    await readPermitted(run);
    await evaluateRun(onlyRun(await openStudy(run)), { listener: (doing) => console.log(doing) });
    return JOB_STATUS.done;
  } catch (error) {
    const isMistake = error instanceof Error && error.name === 'PartitaError';
    console.error(isMistake ? error.message : error);
    return isMistake ? JOB_STATUS.mistake : JOB_STATUS.defect;
  }
}
