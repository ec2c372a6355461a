import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Executor, TrainJob, TrainListener, WorkerEntry } from '@partita/core';
import { Lane } from './lane.ts';
import { supervise } from './supervise.ts';

export interface LocalExecutorOptions {
  /** The script that calls `serveJobs`. */
  readonly entry: WorkerEntry;
  /** Jobs at a time; by default one per core. */
  readonly workers?: number;
  /** Crashes in a row, without progress between them, after which a job is given up. */
  readonly retries?: number;
  /** How long a child may take to save and stop before it is killed. */
  readonly graceSeconds?: number;
}

/**
 * Runs jobs in child processes, some at a time, in the order given; a process takes one job after another. What crashes is
 * started again; when a job cannot go on, the others are asked to save and stop before its error is thrown.
 */
export class LocalExecutor implements Executor {
  readonly #options: Required<LocalExecutorOptions>;

  constructor({ entry, workers = availableParallelism(), retries = 3, graceSeconds = 30 }: LocalExecutorOptions) {
    this.#options = { entry, workers, retries, graceSeconds };
  }

  async run(jobs: readonly TrainJob[], listener: TrainListener, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const failures: unknown[] = [];
    const stop = new AbortController();
    setMaxListeners(0, stop.signal); // one per running child
    const onAbort = (): void => stop.abort();
    signal.addEventListener('abort', onAbort, { once: true });

    const queue = jobs.values();
    const work = async (): Promise<void> => {
      const lane = new Lane(this.#options);
      for (const job of queue) {
        if (stop.signal.aborted) break;
        await this.#train(lane, job, listener, stop.signal).catch((error: unknown) => {
          failures.push(error);
          stop.abort();
        });
      }
      await lane.close();
    };
    await Promise.all(Array.from({ length: Math.min(this.#options.workers, jobs.length) }, work));
    signal.removeEventListener('abort', onAbort);
    if (failures.length > 0) throw failures[0] as Error;
  }

  #train(lane: Lane, job: TrainJob, listener: TrainListener, signal: AbortSignal): Promise<void> {
    const listen = listener.bind(undefined, job);
    return supervise(job, (heard) => lane.attempt(job, heard, signal), this.#options.retries, listen, signal);
  }
}
