import { PartitaError } from '@partita/core';
import { wrap, type Remote } from 'comlink';
import type { Desk } from '../lab/desk.ts';
import deskUrl from '../lab/desk.worker.ts?worker&url';
import { startWorker } from '../lab/start-worker.ts';

interface Connection {
  readonly desk: Remote<Desk>;
  /** Never answered; fails when the desk is left. */
  readonly left: Promise<never>;
  leave(sentence: string): void;
}

/** The desk in its worker. One question at a time, since it has one runtime; and a desk that is lost in one can be left for a new one. */
export class DeskLine {
  #connection = connect();
  #queue: Promise<unknown> = Promise.resolve();

  ask<T>(question: (desk: Remote<Desk>) => Promise<T>): Promise<T> {
    const { desk, left } = this.#connection;
    const answer = this.#queue.then(() => Promise.race([question(desk), left]));
    this.#queue = answer.catch(() => undefined);
    return answer;
  }

  /** Whatever was asked fails with this sentence; the new desk knows of no experiment. */
  leave(sentence: string): void {
    this.#connection.leave(sentence);
    this.#connection = connect();
    this.#queue = Promise.resolve();
  }
}

function connect(): Connection {
  const worker = startWorker(deskUrl);
  let fail: (error: Error) => void = () => undefined;
  const left = new Promise<never>((_resolve, reject) => (fail = reject));
  left.catch(() => undefined);
  worker.addEventListener('error', () => fail(new PartitaError('The worker that plans and measures stopped; reload the page.')));
  return {
    desk: wrap<Desk>(worker),
    left,
    leave(sentence) {
      worker.terminate();
      fail(new PartitaError(sentence));
    },
  };
}
