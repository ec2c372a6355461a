import { setTimeout as sleep } from 'node:timers/promises';
import { PartitaError, type Ending, type TrainEvent } from '@partita/core';
import { hasEnded, type QueueLine } from './queue-line.ts';
import { slurm, SlurmRefusal } from './slurm.ts';
import type { Task } from './task.ts';

interface Waiter {
  readonly task: Task;
  readonly listener: (event: TrainEvent) => void;
  readonly resolve: (ending: Ending) => void;
  readonly reject: (error: Error) => void;
  /** Looks in a row at which it was over. */
  over: number;
  /** What its listener threw. */
  failure?: Error;
}

export interface QueueOptions {
  readonly pollSeconds: number;
  readonly silenceMinutes: number;
}

/** Looks in a row after which a task that Slurm calls ended, and that has said nothing of it, is believed to have ended. */
const PATIENCE = 3;

/** Waits for tasks to end: one look at the queue serves all of an array. */
export class Queue {
  readonly #options: QueueOptions;
  readonly #waiters = new Map<string, Waiter>();
  #isLooking = false;
  #left: { readonly reason: Error } | undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** How a task ends, and its events meanwhile. @throws what the listener throws, or why the queue cannot be seen */
  ending(task: Task, listener: (event: TrainEvent) => void): Promise<Ending> {
    return new Promise((resolve, reject) => {
      if (this.#left) {
        reject(this.#left.reason);
        return;
      }
      this.#waiters.set(task.id, { task, listener, resolve, reject, over: 0 });
      if (!this.#isLooking) void this.#look();
    });
  }

  /** Stops waiting for all tasks, for good; their jobs go on. */
  leave(reason: Error): void {
    this.#left ??= { reason };
    for (const { reject } of this.#waiters.values()) reject(reason);
    this.#waiters.clear();
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    let answered = Date.now();
    while (this.#waiters.size > 0) {
      try {
        const lines = await this.#lines();
        answered = Date.now();
        for (const waiter of [...this.#waiters.values()]) await this.#attend(waiter, lines.get(waiter.task.id));
      } catch (error) {
        const isSilent = error instanceof SlurmRefusal;
        if (!isSilent || Date.now() - answered > this.#options.silenceMinutes * 60_000)
          this.leave(isSilent ? unanswered(error) : (error as Error));
      }
      if (this.#waiters.size > 0) await sleep(this.#options.pollSeconds * 1000);
    }
    this.#isLooking = false;
  }

  /** What Slurm says of the tasks that are waited for. */
  async #lines(): Promise<Map<string, QueueLine>> {
    const lines = new Map<string, QueueLine>();
    const arrays = new Set([...this.#waiters.keys()].map((id) => id.split('_')[0] as string));
    for (const array of arrays) for (const line of await slurm.tasks(array)) lines.set(line.id, line);
    return lines;
  }

  /** A task is believed to have ended when it says so itself as well, or after some more looks. */
  async #attend(waiter: Waiter, line: QueueLine | undefined): Promise<void> {
    const { task, resolve, reject } = waiter;
    await this.#listen(waiter);
    const isOver = line === undefined || hasEnded(line.state);
    waiter.over = isOver ? waiter.over + 1 : 0;
    if (!isOver || (!task.hasSaid && waiter.over < PATIENCE)) return;
    this.#waiters.delete(task.id);
    if (waiter.failure) reject(waiter.failure);
    else resolve(task.ending(line ?? (await slurm.accounts(task.id)).at(-1) ?? { state: 'GONE' }));
  }

  /** Nobody listens any more to a task whose listener threw; it is cancelled. */
  async #listen(waiter: Waiter): Promise<void> {
    if (waiter.failure) return waiter.task.listen(() => undefined);
    try {
      await waiter.task.listen(waiter.listener);
    } catch (error) {
      waiter.failure = error as Error;
      await slurm.cancel([waiter.task.id]);
    }
  }
}

const unanswered = ({ message }: Error): PartitaError =>
  new PartitaError(`Slurm no longer answers (${message}); its jobs may go on: follow them later with --resume.`);
