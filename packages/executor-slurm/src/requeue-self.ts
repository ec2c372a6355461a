import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Queues the Slurm task again in which this process runs, which was warned of its time limit and has saved. Outside of Slurm it does
 * nothing; nor where the limit is too short for a single step, or PARTITA_REQUEUES stretches have been used.
 * @param steps trained in this stretch
 */
export async function requeueSelf(steps: number): Promise<void> {
  const {
    SLURM_ARRAY_JOB_ID: array,
    SLURM_ARRAY_TASK_ID: index,
    SLURM_RESTART_COUNT: restarts = '0',
    PARTITA_REQUEUES: most,
  } = process.env;
  if (array === undefined || index === undefined) return;
  if (steps === 0) complain('This stretch ended before a single step; ask for a longer executor.timeLimit.');
  else if (Number(restarts) >= Number(most)) complain(`This was stretch ${Number(restarts) + 1}, the last by executor.requeues.`);
  else await promisify(execFile)('scontrol', ['requeue', `${array}_${index}`]).catch((error: unknown) => complain(String(error)));
}

const complain = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
