import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PartitaError, type TrainJob, type WorkerEntry } from '@partita/core';
import { arrayArgument, resourceArguments } from './arguments.ts';
import { batchScript } from './batch-script.ts';
import { hasEnded, type QueueLine } from './queue-line.ts';
import type { Settings } from './settings.ts';
import { slurm, SlurmRefusal } from './slurm.ts';
import { announce, outputPath, record, slurmFolder, submissionsOf, type Submission } from './submissions.ts';
import { Task } from './task.ts';

/** Milliseconds after which an announced submission without a number is taken for one that never happened. */
const STALE_AFTER = 60_000;

export interface EnterOptions {
  readonly settings: Settings;
  readonly entry: WorkerEntry;
  readonly warningSeconds: number;
  readonly requeues: number;
}

/** Tasks that are in the queue. */
export interface Entered {
  readonly tasks: readonly Task[];
  /** Whether some were submitted just now. */
  readonly isNew: boolean;
}

/**
 * The tasks of jobs of one run: those that are in the queue already, and one array of all others. Several processes may enter the same run:
 * each job is submitted once.
 */
export async function enter(jobs: readonly TrainJob[], options: EnterOptions): Promise<Entered> {
  const { run } = jobs[0] as TrainJob;
  for (;;) {
    const submissions = await submissionsOf(run);
    const live = await liveTasks(submissions);
    if (live === undefined) {
      await sleep(500);
      continue;
    }
    const attached = jobs.flatMap((job) => {
      const array = live.get(job.interval.index);
      return array === undefined ? [] : [new Task(array, job)];
    });
    const missing = jobs.filter(({ interval }) => !live.has(interval.index));
    if (missing.length === 0) return { tasks: attached, isNew: false };
    const array = await submit(run, missing, submissions.length + 1, options);
    if (array !== undefined) return { tasks: [...attached, ...missing.map((job) => new Task(array, job))], isNew: true };
  }
}

/** The arrays in which a run's intervals are in the queue; undefined while somebody is just about to submit. */
async function liveTasks(submissions: readonly Submission[]): Promise<Map<number, string> | undefined> {
  const live = new Map<number, string>();
  for (const submission of submissions) {
    const array = await arrayOf(submission);
    if (array === undefined) {
      if (submission.age < STALE_AFTER) return undefined;
      continue;
    }
    for (const { id, state } of await slurm.tasks(array)) if (!hasEnded(state)) live.set(Number(id.split('_')[1]), array);
  }
  return live;
}

/** The number of a submission's array; one that was not written down is looked for by its name. */
async function arrayOf(submission: Submission): Promise<string | undefined> {
  if (submission.array !== undefined) return submission.array;
  const array = await slurm.named(submission.name);
  if (array !== undefined) await record(submission.path, submission, array);
  return array;
}

/** Submits an array of jobs. @returns its number, or undefined when another process was quicker */
async function submit(run: string, jobs: readonly TrainJob[], number: number, options: EnterOptions): Promise<string | undefined> {
  const { settings, entry, warningSeconds, requeues } = options;
  const intervals = jobs.map(({ interval }) => interval.index);
  const name = `partita-${jobs[0]?.experiment.name ?? ''}-${randomBytes(4).toString('hex')}`;
  const path = await announce(run, number, name, intervals);
  if (path === undefined) return undefined;
  const script = join(slurmFolder(run), 'job.sh');
  await writeFile(script, batchScript({ settings, entry, arguments: [resolve(run)], requeues }));
  const array = await slurm
    .submit(
      [
        ...resourceArguments(settings),
        ...[`--job-name=${name}`, arrayArgument(intervals, settings.throttle), `--chdir=${process.cwd()}`],
        ...['--requeue', '--open-mode=append', `--output=${resolve(outputPath(run, '%A_%a'))}`],
        ...(settings.timeLimit === null ? [] : [`--signal=B:USR2@${warningSeconds}`]),
      ],
      script,
    )
    .catch((error: unknown) => {
      throw error instanceof SlurmRefusal
        ? new PartitaError(`Slurm refuses the jobs of '${run}': ${error.message}.`, { cause: error })
        : error;
    });
  await record(path, { name, intervals }, array);
  return array;
}

/** What Slurm knows of a run's tasks: the latest of each interval. */
export async function tasksOf(run: string): Promise<Map<number, QueueLine>> {
  const tasks = new Map<number, QueueLine>();
  for (const submission of await submissionsOf(run)) {
    const array = await arrayOf(submission);
    if (array !== undefined) for (const line of await slurm.tasks(array)) tasks.set(Number(line.id.split('_')[1]), line);
  }
  return tasks;
}
