import { PartitaError, trainEventSchema, type TrainEvent } from '@partita/core';
import type { Queue, QueueEvents } from 'bullmq';
import { z } from 'zod';
import type { Payload } from './payload.ts';

const progressSchema = z.object({ events: z.array(trainEventSchema) });

/** Milliseconds between two looks at jobs whose end may have been missed, and while they are being stopped. */
const [LOOK_EVERY, STOP_EVERY] = [5000, 300];

export interface Followed {
  readonly queue: Queue<Payload>;
  readonly events: QueueEvents;
  readonly ids: readonly string[];
  readonly listener: (id: string, event: TrainEvent) => void;
  /** Asks for jobs to be stopped, saved; may be called again. */
  readonly stop: (ids: readonly string[]) => Promise<void>;
}

/** Waits until jobs have ended; when one fails, the others are stopped. */
export class Following {
  readonly #followed: Followed;
  readonly #open: Set<string>;
  readonly #failures: unknown[] = [];
  #isStopping = false;
  #wake = (): void => undefined;

  constructor(followed: Followed) {
    this.#followed = followed;
    this.#open = new Set(followed.ids);
    const { events, listener } = followed;
    events.on('progress', ({ jobId: id, data }) => {
      if (!this.#open.has(id)) return;
      try {
        for (const event of progressSchema.safeParse(data).data?.events ?? []) listener(id, event);
      } catch (error) {
        this.#fail(error);
      }
    });
    events.on('completed', ({ jobId: id }) => this.#end(id));
    events.on('failed', ({ jobId: id, failedReason }) => this.#end(id, failedReason));
  }

  /** Resolves when all have ended, completed or stopped as asked. @throws the first failure */
  async end(): Promise<void> {
    while (this.#open.size > 0) {
      await this.#rest(this.#isStopping ? STOP_EVERY : LOOK_EVERY);
      if (this.#isStopping) await this.#followed.stop([...this.#open]);
      for (const id of [...this.#open]) await this.#look(id);
    }
    if (this.#failures.length > 0) throw this.#failures[0] as Error;
  }

  /** Has the jobs stopped, saved. */
  stop(): void {
    this.#isStopping = true;
    this.#wake();
  }

  /** Waits no longer; the jobs go on. */
  leave(reason: Error): void {
    this.#failures.push(reason);
    this.#open.clear();
    this.#wake();
  }

  /** Waits to be woken, or for some milliseconds. */
  async #rest(most: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, most);
    });
    clearTimeout(timer);
  }

  async #look(id: string): Promise<void> {
    const job = await this.#followed.queue.getJob(id);
    const state = await job?.getState();
    if (job === undefined || state === 'completed') this.#end(id);
    else if (state === 'failed') this.#end(id, job.failedReason);
  }

  #end(id: string, failure?: string): void {
    if (!this.#open.delete(id)) return;
    if (failure === undefined) this.#wake();
    else this.#fail(new PartitaError(failure));
  }

  #fail(error: unknown): void {
    if (!this.#isStopping) this.#failures.push(error);
    this.stop();
  }
}
