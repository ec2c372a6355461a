import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Executor, TrainJob, TrainListener, WorkerEntry } from '@partita/core';
import { runInChild } from './child-process.ts';
import type { DeviceChoice } from './devices/choose-devices.ts';
import { pinWorkers, type Surroundings } from './devices/pinning.ts';
import { supervise } from './supervise.ts';

export interface LocalExecutorOptions {
  /** The script that calls `serveJobs`. */
  readonly entry: WorkerEntry;
  /** Jobs at a time; 'auto' for one per core, or fewer where the memory of the devices holds no more. @default 'auto' */
  readonly workers?: number | 'auto';
  /** GPUs that jobs are spread over, by their numbers or the first so many: worker i is on device i mod n. @default null: as this process */
  readonly devices?: DeviceChoice | null;
  /** GiB of its GPU's memory that a worker takes. @default null: not counted */
  readonly memoryPerWorker?: number | null;
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

  constructor({ entry, workers = 'auto', devices = null, memoryPerWorker = null, retries = 3, graceSeconds = 30 }: LocalExecutorOptions) {
    this.#options = { entry, workers, devices, memoryPerWorker, retries, graceSeconds };
  }

  async run(jobs: readonly TrainJob[], listener: TrainListener, signal: AbortSignal): Promise<void> {
    if (signal.aborted || jobs.length === 0) return;
    const workers = await this.#workers(jobs.length);
    const failures: unknown[] = [];
    const stop = new AbortController();
    setMaxListeners(0, stop.signal); // one per running child
    const onAbort = (): void => stop.abort();
    signal.addEventListener('abort', onAbort, { once: true });

    const queue = jobs.values();
    const lane = async (surroundings: Surroundings): Promise<void> => {
      for (const job of queue) {
        if (stop.signal.aborted) return;
        await this.#train(job, surroundings, listener, stop.signal).catch((error: unknown) => {
          failures.push(error);
          stop.abort();
        });
      }
    };
    await Promise.all(workers.map(lane));
    signal.removeEventListener('abort', onAbort);
    if (failures.length > 0) throw failures[0] as Error;
  }

  /** The surroundings of each worker that so many jobs need. */
  async #workers(jobs: number): Promise<readonly Surroundings[]> {
    const { workers, devices, memoryPerWorker } = this.#options;
    const wanted = Math.min(workers === 'auto' ? availableParallelism() : workers, jobs);
    if (devices === null) return Array.from({ length: wanted }, () => ({}));
    return pinWorkers({ devices, memoryPerWorker }, wanted, workers !== 'auto');
  }

  #train(job: TrainJob, surroundings: Surroundings, listener: TrainListener, signal: AbortSignal): Promise<void> {
    const { retries, ...options } = this.#options;
    const listen = listener.bind(undefined, job);
    return supervise(job, (heard) => runInChild({ ...options, surroundings }, job, heard, signal), retries, listen, signal);
  }
}
