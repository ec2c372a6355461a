import type { Worker } from 'node:worker_threads';
import { PartitaError } from '@partita/core';
import type { DecodeReply, DecodeRequest, Framing } from './messages.ts';
import { startThread } from './start-thread.ts';

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that decodes images. It starts with the first request, and does not keep the process from ending while it has none. */
export class Decoder {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #requests = 0;

  /** The bytes of images, `[paths, height, width, channels]`. @throws PartitaError naming the first that cannot serve */
  decode(paths: readonly string[], framing: Framing): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const id = this.#requests++;
      this.#waiting.set(id, { resolve, reject });
      const worker = (this.#worker ??= this.#start());
      worker.ref();
      worker.postMessage({ id, paths, framing } satisfies DecodeRequest);
    });
  }

  #start(): Worker {
    const worker = startThread();
    worker.on('message', (reply: DecodeReply) => this.#answer(reply));
    const end = (error: Error): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    worker.on('error', end);
    worker.on('exit', (status) => end(new Error(`The decoding thread ended with ${status}.`)));
    return worker;
  }

  #answer(reply: DecodeReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if ('bytes' in reply) waiting?.resolve(reply.bytes);
    else waiting?.reject(new PartitaError(`'${reply.path}' ${reply.fault}.`));
  }
}
