import type { EngineJob, Executor, TrainJob, TrainListener } from '@partita/core';
import { optionsSchema, type BullmqOptions, type ResolvedOptions } from './settings.ts';

/**
 * Hands jobs to a queue of BullMQ, from which workers on any machine take them. The jobs outlive this process: whoever runs the same jobs
 * again waits for those that are queued, and queues the others. BullMQ is loaded when it is first needed.
 */
export class BullmqExecutor implements Executor {
  readonly #options: ResolvedOptions;

  constructor(options: BullmqOptions = {}) {
    this.#options = optionsSchema.parse(options);
  }

  async run(jobs: readonly TrainJob[], listener: TrainListener, signal: AbortSignal): Promise<void> {
    if (signal.aborted || jobs.length === 0) return;
    const { runJobs } = await import('./queued-jobs.ts');
    await runJobs(this.#options, jobs, listener, signal);
  }

  async find(run: string): Promise<EngineJob[]> {
    const { findJobs } = await import('./queued-jobs.ts');
    return findJobs(this.#options, run);
  }

  async cancel(run: string): Promise<EngineJob[]> {
    const { cancelJobs } = await import('./queued-jobs.ts');
    return cancelJobs(this.#options, run);
  }
}
