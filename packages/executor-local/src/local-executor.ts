import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { supervise, type Executor, type TrainJob, type TrainListener, type WorkerEntry } from '@partita/core';
import type { DeviceChoice } from './devices/choose-devices.ts';
import { pinWorkers, type Environment } from './devices/pinning.ts';
import { Lane } from './lane.ts';

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
 * Runs jobs in child processes, some at a time, in the order given; a process takes one job after another. What crashes is
 * started again; when a job cannot go on, the others are asked to save and stop before its error is thrown.
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
    const work = async (environment: Environment): Promise<void> => {
      const lane = new Lane({ ...this.#options, environment });
      for (const job of queue) {
        if (stop.signal.aborted) break;
        await this.#train(lane, job, listener, stop.signal).catch((error: unknown) => {
          failures.push(error);
          stop.abort();
        });
      }
      await lane.close();
    };
    await Promise.all(workers.map(work));
    signal.removeEventListener('abort', onAbort);
    if (failures.length > 0) throw failures[0] as Error;
  }

  /** The environment of each worker that so many jobs need. */
  async #workers(jobs: number): Promise<readonly Environment[]> {
    const { workers, devices, memoryPerWorker } = this.#options;
    const wanted = Math.min(workers === 'auto' ? availableParallelism() : workers, jobs);
    if (devices === null) return Array.from({ length: wanted }, () => ({}));
    return pinWorkers({ devices, memoryPerWorker }, wanted, workers !== 'auto');
  }

  #train(lane: Lane, job: TrainJob, listener: TrainListener, signal: AbortSignal): Promise<void> {
    const listen = listener.bind(undefined, job);
    return supervise(job, (heard) => lane.attempt(job, heard, signal), this.#options.retries, listen, signal);
  }
}
