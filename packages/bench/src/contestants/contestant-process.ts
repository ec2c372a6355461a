import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { messageOf, PartitaError, show } from '@partita/core';
import { z } from 'zod';
import type { ContestantSpec } from './contestant.ts';
import { REPLIES, type Reply, type Requests, type RequestType } from './messages.ts';
import { onCore } from './pinning.ts';

/** How much of what a contestant says on standard error is kept for the reason of its end. */
const TAIL = 500;

const answer = z.union([
  z.strictObject({ id: z.int(), reply: z.record(z.string(), z.unknown()) }),
  z.strictObject({ id: z.int(), error: z.string() }),
]);

interface Waiting {
  readonly id: number;
  readonly type: RequestType;
  readonly resolve: (reply: never) => void;
  readonly reject: (error: Error) => void;
  readonly limit: NodeJS.Timeout;
}

/** A contestant in a process of its own, held on one core. It ends when its standard input does, so also with its parent. */
export class ContestantProcess {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #closed: Promise<void>;
  #waiting: Waiting | undefined;
  #nextId = 0;
  #end: string | undefined;
  #errors = '';

  constructor({ name, command, args, env }: ContestantSpec, core: number | undefined) {
    this.name = name;
    const child = spawn(...onCore(core, command, args), { stdio: 'pipe', env: { ...process.env, ...env } });
    this.#child = child;
    child.stdin.on('error', () => undefined); // a contestant that has gone is reported when it closes
    createInterface({ input: child.stdout }).on('line', (line) => this.#take(line));
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (this.#errors = (this.#errors + text).slice(-TAIL)));
    this.#closed = new Promise((resolve) => {
      const end = (reason: string): void => {
        this.#fail(reason);
        resolve();
      };
      child.on('error', (error) => end(`it could not be started: ${messageOf(error)}`));
      child.on('close', (status, signal) => end(`it ended with ${signal ?? `status ${String(status)}`}${lastLine(this.#errors)}`));
    });
  }

  /** Sends a request and waits for its answer. @throws PartitaError with the contestant's own reason, or how it failed */
  ask<T extends RequestType>(type: T, request: Requests[T], limitSeconds: number): Promise<Reply<T>> {
    if (this.#end !== undefined) return Promise.reject(new PartitaError(this.#end));
    if (this.#waiting) return Promise.reject(new PartitaError(`${this.name} is asked to ${type} while it has a request under way.`));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => this.#kill(`it did not answer '${type}' within ${limitSeconds} s`), limitSeconds * 1000);
      this.#waiting = { id, type, resolve, reject, limit };
      this.#child.stdin?.write(`${JSON.stringify({ id, type, ...request })}\n`);
    });
  }

  /** True once it can answer no more. */
  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** Lets it end, and waits until it has; kills it if it does not. */
  async close(graceSeconds = 5): Promise<void> {
    this.#child.stdin?.end();
    const grace = setTimeout(() => this.#child.kill('SIGKILL'), graceSeconds * 1000);
    await this.#closed;
    clearTimeout(grace);
  }

  /** Ends it at once. */
  kill(): void {
    this.#kill('it was stopped');
  }

  #kill(reason: string): void {
    this.#fail(reason);
    this.#child.kill('SIGKILL');
  }

  #fail(reason: string): void {
    this.#end ??= `${this.name} takes no further part: ${reason}`;
    this.#settle()?.reject(new PartitaError(this.#end));
  }

  #settle(): Waiting | undefined {
    const waiting = this.#waiting;
    if (waiting) clearTimeout(waiting.limit);
    this.#waiting = undefined;
    return waiting;
  }

  #take(line: string): void {
    if (this.#end !== undefined) return;
    const parsed = answer.safeParse(jsonOf(line));
    if (!parsed.success || parsed.data.id !== this.#waiting?.id) {
      this.#kill(`it said ${show(line)}, which answers no request`);
      return;
    }
    if ('error' in parsed.data) {
      this.#settle()?.reject(new PartitaError(parsed.data.error));
      return;
    }
    const { type } = this.#waiting;
    const reply = REPLIES[type].safeParse(parsed.data.reply);
    if (reply.success) this.#settle()?.resolve(reply.data as never);
    else
      this.#kill(
        `its answer to '${type}' is not valid: ${reply.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
      );
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string {
  const line = text.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? '' : `, saying: ${line}`;
}
