import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Executor, TrainJob, TrainListener, WorkerEntry } from '@partita/core';
import { runInChild } from './child-process.ts';
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
 * Runs each job in a child process of its own, some at a time, in the order given. What crashes is started again; when a
 * job cannot go on, the others are asked to save and stop before its error is thrown.
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
    const lane = async (): Promise<void> => {
      for (const job of queue) {
        if (stop.signal.aborted) return;
        await this.#train(job, listener, stop.signal).catch((error: unknown) => {
          failures.push(error);
          stop.abort();
        });
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.#options.workers, jobs.length) }, lane));
    signal.removeEventListener('abort', onAbort);
    if (failures.length > 0) throw failures[0] as Error;
  }

  #train(job: TrainJob, listener: TrainListener, signal: AbortSignal): Promise<void> {
    const listen = listener.bind(undefined, job);
    return supervise(job, (heard) => runInChild(this.#options, job, heard, signal), this.#options.retries, listen, signal);
  }
}
