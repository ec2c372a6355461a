import type { Executor, JobBody, TrainJob, TrainListener } from '@partita/core';

/** Runs jobs in this process, one after another: for tests, debugging and browsers. */
export class InlineExecutor implements Executor {
  readonly #body: JobBody;

  constructor(body: JobBody) {
    this.#body = body;
  }

  async run(jobs: readonly TrainJob[], listener: TrainListener, signal: AbortSignal): Promise<void> {
    for (const job of jobs) {
      if (signal.aborted) return;
      await this.#body(job, (event) => listener(job, event), signal);
    }
  }
}
