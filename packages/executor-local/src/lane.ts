import type { Ending, TrainEvent, TrainJob } from '@partita/core';
import { Child, type ChildOptions } from './child-process.ts';
import { openWorkerLog, workerLogPath } from './worker-log.ts';

/** One job at a time in a child process, which is kept for the next job unless it crashed or its job failed. */
export class Lane {
  readonly #options: ChildOptions;
  #child: Child | undefined;

  constructor(options: ChildOptions) {
    this.#options = options;
  }

  /** One attempt at a job; what its process prints is appended to the job's log. */
  async attempt(job: TrainJob, listener: (event: TrainEvent) => void, signal: AbortSignal): Promise<Ending> {
    const log = await openWorkerLog(workerLogPath(job));
    try {
      if (this.#child?.isAlive !== true) this.#child = new Child(this.#options);
      const ending = await this.#child.run(job, { log, listener, signal });
      return ending.type === 'crashed' ? { ...ending, log: { path: log.path, tail: await log.tail() } } : ending;
    } finally {
      await log.close();
    }
  }

  async close(): Promise<void> {
    await this.#child?.leave();
  }
}
