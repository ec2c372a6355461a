import type { Ending, JobLine, TrainEvent, TrainJob } from '@partita/core';
import { OutputTail } from './output-tail.ts';
import type { QueueLine } from './queue-line.ts';
import { outputPath } from './submissions.ts';

/** One task of an array, as it is followed: its output, and what was the last thing it said of itself. */
export class Task {
  readonly id: string;
  readonly job: TrainJob;
  readonly #output: OutputTail;
  #last: JobLine | undefined;

  constructor(array: string, job: TrainJob) {
    this.id = `${array}_${job.interval.index}`;
    this.job = job;
    this.#output = new OutputTail(outputPath(job.run, this.id));
  }

  /** Passes on what the job has told since the last call. */
  async listen(listener: (event: TrainEvent) => void): Promise<void> {
    for (const line of await this.#output.read()) {
      if (line.partita === 'event') listener(line.event);
      else this.#last = line;
    }
  }

  /** Forgets how the last attempt ended. */
  beginAgain(): void {
    this.#last = undefined;
  }

  /** Whether its output says how it ended. */
  get hasSaid(): boolean {
    return this.#last !== undefined && this.#last.partita !== 'begins';
  }

  /** How it ended, by its own words and by Slurm's. */
  ending({ state }: Pick<QueueLine, 'state'>): Ending {
    const { path, complaint } = this.#output;
    if (this.#last?.partita === 'done') return { type: 'done' };
    if (this.#last?.partita === 'mistake') return { type: 'user-error', message: this.#last.message };
    if (state === 'CANCELLED')
      return {
        type: 'user-error',
        message: `Interval ${this.job.interval.index} of '${this.job.run}' was cancelled in Slurm (${this.id}); go on with 'partita train ${this.job.run} --resume'.`,
      };
    return { type: 'crashed', reason: REASONS[state] ?? `Slurm calls it ${state}`, log: { path, tail: complaint } };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  FAILED: 'it failed or was killed',
  NODE_FAIL: 'its node failed',
  OUT_OF_MEMORY: 'it ran out of memory; ask for more with executor.memory',
  PREEMPTED: 'it was preempted',
  TIMEOUT: 'it reached its time limit before it could save; see executor.warningSeconds',
  COMPLETED: 'it ended before its job was done',
  GONE: 'it left the queue without a word',
};
