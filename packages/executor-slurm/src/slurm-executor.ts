import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  isLastWave,
  PartitaError,
  supervise,
  type Attempt,
  type EngineJob,
  type Executor,
  type TrainJob,
  type TrainListener,
  type WorkerEntry,
} from '@partita/core';
import { enter, tasksOf, type EnterOptions } from './enter.ts';
import { submitEvaluation } from './evaluation.ts';
import { Queue } from './queue.ts';
import { hasEnded } from './queue-line.ts';
import { optionsSchema, settingsOf, type ResolvedOptions, type SlurmOptions } from './settings.ts';
import { slurm, SlurmRefusal } from './slurm.ts';
import type { Task } from './task.ts';

/**
 * Runs jobs as job arrays of Slurm, one per run. The jobs outlive this process: whoever runs the same jobs again follows those that are in
 * the queue and submits the others.
 */
export class SlurmExecutor implements Executor {
  readonly #options: ResolvedOptions;
  readonly #entry: WorkerEntry;

  /** @param entry the script of a job, which all nodes see, a `JobEntry` */
  constructor(entry: WorkerEntry, options: SlurmOptions = {}) {
    this.#entry = entry;
    this.#options = optionsSchema.parse(options);
  }

  async run(jobs: readonly TrainJob[], listener: TrainListener, signal: AbortSignal): Promise<void> {
    if (signal.aborted || jobs.length === 0) return;
    const { warningSeconds, requeues, onInterrupt } = this.#options;
    const settings = await settingsOf(this.#options);
    const options: EnterOptions = { settings, entry: this.#entry, warningSeconds, requeues };
    const tasks: Task[] = [];
    for (const run of new Set(jobs.map((job) => job.run))) {
      const own = jobs.filter((job) => job.run === run);
      const entered = await enter(own, options);
      tasks.push(...entered.tasks);
      if (this.#options.evaluate && entered.isNew && isLastWave(await readPlan(run), own)) await submitEvaluation(entered.tasks, options);
    }

    const queue = new Queue(this.#options);
    const failures: unknown[] = [];
    const stop = new AbortController();
    const cancelAll = async (): Promise<void> => {
      stop.abort();
      await slurm.cancel(tasks.map(({ id }) => id)).catch((error: unknown) => {
        failures.push(error);
        queue.leave(error as Error);
      });
    };
    const onAbort = (): void => {
      if (onInterrupt === 'cancel') void cancelAll();
      else queue.leave(goingOn(tasks));
    };
    const follow = (_: Task, place: number): Promise<void> =>
      this.#follow(tasks, place, options, queue, listener, stop.signal).catch(async (error: unknown) => {
        if (stop.signal.aborted) return; // it was cancelled
        failures.push(error);
        if (!signal.aborted) await cancelAll();
      });
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted as boolean) onAbort();
    await Promise.all(tasks.map(follow));
    signal.removeEventListener('abort', onAbort);
    if (failures.length > 0) throw failures[0] as Error;
  }

  async find(run: string): Promise<EngineJob[]> {
    const tasks = [...(await tasksOf(run))].sort(([a], [b]) => a - b);
    return tasks.map(([interval, { id, state, nodes, reason }]) => ({
      interval,
      id,
      state,
      where: nodes === '' ? reason : nodes,
      isLive: !hasEnded(state),
    }));
  }

  async cancel(run: string): Promise<EngineJob[]> {
    const live = (await this.find(run)).filter(({ isLive }) => isLive);
    await slurm.cancel(live.map(({ id }) => id));
    return live;
  }

  /** Follows a task; after a crash it is queued again. */
  #follow(tasks: Task[], place: number, options: EnterOptions, queue: Queue, listener: TrainListener, signal: AbortSignal): Promise<void> {
    const { job } = tasks[place] as Task;
    let isFirst = true;
    const attempt: Attempt = async (heard) => {
      if (!isFirst) tasks[place] = await this.#again(tasks[place] as Task, options);
      isFirst = false;
      return queue.ending(tasks[place] as Task, heard);
    };
    return supervise(job, attempt, this.#options.retries, listener.bind(undefined, job), signal);
  }

  /** Queues a task again; as another one where Slurm has forgotten it. */
  async #again(task: Task, options: EnterOptions): Promise<Task> {
    task.beginAgain();
    try {
      await slurm.requeue(task.id);
      return task;
    } catch (error) {
      if (!(error instanceof SlurmRefusal)) throw error;
      return (await enter([task.job], options)).tasks[0] as Task;
    }
  }
}

const readPlan = async (run: string): Promise<unknown> => JSON.parse(await readFile(join(run, 'plan.json'), 'utf8'));

function goingOn(tasks: readonly Task[]): PartitaError {
  const arrays = [...new Set(tasks.map(({ id }) => id.split('_')[0]))].join(', ');
  const runs = [...new Set(tasks.map(({ job }) => job.run))];
  return new PartitaError(
    `The jobs go on in Slurm (${arrays}); follow them with the same command and --resume, see 'partita status ${runs[0] ?? ''}', or end them with 'partita cancel ${runs[0] ?? ''}'.`,
  );
}
