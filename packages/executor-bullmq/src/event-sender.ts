import { setTimeout as sleep } from 'node:timers/promises';
import type { TrainEvent } from '@partita/core';

/** Milliseconds between two messages: a queue is no place for every step of a fast network. */
const EVERY = 200;

/** Sends events in their order, several at a time; training never waits for it, nor fails by it. */
export class EventSender {
  readonly #send: (events: readonly TrainEvent[]) => Promise<unknown>;
  #waiting: TrainEvent[] = [];
  #sending: Promise<void> | undefined;

  constructor(send: (events: readonly TrainEvent[]) => Promise<unknown>) {
    this.#send = send;
  }

  add(event: TrainEvent): void {
    this.#waiting.push(event);
    this.#sending ??= this.#drain();
  }

  /** Waits until all is sent, but not for ever: a queue that is away keeps nobody. */
  async flush(patience = 5000): Promise<void> {
    await Promise.race([this.#sending, sleep(patience, undefined, { ref: false })]);
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const events = this.#waiting;
      this.#waiting = [];
      await this.#send(events).catch(() => undefined);
      if (this.#waiting.length > 0) await sleep(EVERY);
    }
    this.#sending = undefined;
  }
}
