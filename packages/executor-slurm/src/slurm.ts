import { execFile } from 'node:child_process';
import { PartitaError } from '@partita/core';
import { hasEnded, parseAccounting, parseQueue, QUEUE_FORMAT, type QueueLine } from './queue-line.ts';

/** Slurm did not do what it was asked to, and says why. */
export class SlurmRefusal extends Error {
  override readonly name = 'SlurmRefusal';
}

/** Slurm's commands, as programs without a shell. */
export const slurm = {
  /** @returns the number of the job. @throws SlurmRefusal with sbatch's own words */
  async submit(options: readonly string[], script: string): Promise<string> {
    const answer = await call('sbatch', ['--parsable', ...options, script]);
    return answer.trim().split(';')[0] as string; // `17;cluster`
  },

  /** All tasks of a job, as far as Slurm remembers them. */
  async tasks(job: string): Promise<QueueLine[]> {
    const known = await call('squeue', ['-h', '-r', '-t', 'all', '-j', job, '-o', QUEUE_FORMAT]).catch((error: unknown) => {
      if (error instanceof SlurmRefusal && /invalid job id/i.test(error.message)) return '';
      throw error;
    });
    return parseQueue(known);
  },

  /** What the accounts say of a job that left the queue; nothing where there are none. */
  async accounts(job: string): Promise<QueueLine[]> {
    const text = await call('sacct', ['-X', '-n', '-P', '-j', job, '-o', 'JobID,State,NodeList']).catch(() => '');
    return parseAccounting(text).filter(({ state }) => hasEnded(state));
  },

  /** The number of the job of a name, if there is one. */
  async named(name: string): Promise<string | undefined> {
    const lines = parseQueue(await call('squeue', ['-h', '-t', 'all', '--name', name, '-o', QUEUE_FORMAT]));
    return lines[0]?.id.split('_')[0];
  },

  async requeue(task: string): Promise<void> {
    await call('scontrol', ['requeue', task]);
  },

  /** Those that have ended already are passed over. */
  async cancel(tasks: readonly string[]): Promise<void> {
    if (tasks.length > 0) await call('scancel', ['--quiet', ...tasks]);
  },
};

function call(command: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      [...words],
      { env: { ...process.env, LC_ALL: 'C' }, timeout: 60_000, maxBuffer: 2 ** 28 },
      (error, stdout, stderr) => {
        if (!error) resolve(stdout);
        else if (error.code === 'ENOENT')
          reject(
            new PartitaError(
              `Slurm's '${command}' is not on the PATH; start this where jobs are submitted, or choose the executor 'local'.`,
            ),
          );
        else reject(new SlurmRefusal(sentenceOf(stderr) || `${command} ended with ${String(error.code ?? error.signal)}`));
      },
    );
  });
}

/** `sbatch: error: invalid partition specified: x` and what follows, in one line. */
const sentenceOf = (stderr: string): string =>
  stderr
    .split('\n')
    .map((line) => line.replace(/^\w+: (error: )?/, '').trim())
    .filter((line) => line !== '')
    .join('; ');
