import { fork, type ChildProcess } from 'node:child_process';
import { messageOf, type Ending, type TrainEvent, type TrainJob, type WorkerEntry } from '@partita/core';
import type { Environment } from './devices/pinning.ts';
import type { FromChild, ToChild } from './messages.ts';
import type { WorkerLog } from './worker-log.ts';

export interface ChildOptions {
  readonly entry: WorkerEntry;
  /** Environment variables beyond those of this process. */
  readonly environment: Environment;
  /** How long a child may take to save and stop before it is killed. */
  readonly graceSeconds: number;
}

/** What a job in a child needs of its parent. */
export interface JobContext {
  readonly log: WorkerLog;
  readonly listener: (event: TrainEvent) => void;
  /** Aborting asks the job to save and stop. */
  readonly signal: AbortSignal;
}

/** A child process that runs jobs one after another: starting one takes a second, which short trainings would feel. */
export class Child {
  readonly #process: ChildProcess;
  readonly #graceSeconds: number;
  readonly #gone: Promise<unknown>;
  #isReady = false;
  #hasEnded = false;

  constructor({ entry, environment, graceSeconds }: ChildOptions) {
    this.#graceSeconds = graceSeconds;
    // 'advanced' lets a loss be NaN.
    this.#process = fork(entry.script, [], {
      execArgv: [...entry.nodeFlags],
      env: { ...process.env, ...environment },
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#gone = new Promise<void>((resolve) => {
      this.#process.once('exit', () => resolve()); // not 'close': what it started may hold its output open a while longer
      this.#process.on('error', () => {
        if (this.#process.pid === undefined) resolve(); // it never began
      });
    });
    void this.#gone.then(() => (this.#hasEnded = true));
  }

  /** Whether it can be given another job. */
  get isAlive(): boolean {
    return !this.#hasEnded && this.#process.connected;
  }

  /** Runs a job to its ending; only after `done` can the child be given another. */
  run(job: TrainJob, { log, listener, signal }: JobContext): Promise<Ending> {
    return new Promise((resolve, reject) => {
      const child = this.#process;
      let said: Ending | undefined;
      let listenerFailure: { readonly error: Error } | undefined;
      let grace: NodeJS.Timeout | undefined;

      const begin = (): void => this.#tell({ type: 'job', job });
      const stop = (): void => {
        if (!this.#isReady) child.kill('SIGKILL');
        else this.#tell({ type: 'stop' });
        grace ??= setTimeout(() => child.kill('SIGKILL'), this.#graceSeconds * 1000);
      };
      const write = (output: Buffer): void => log.write(output);
      const end = (ending: Ending): void => {
        clearTimeout(grace);
        signal.removeEventListener('abort', stop);
        child.off('message', hear).off('error', fail).off('close', close);
        for (const stream of [child.stdout, child.stderr]) stream?.off('data', write);
        if (listenerFailure) reject(listenerFailure.error);
        else resolve(ending);
      };
      const hear = (message: FromChild): void => {
        if (message.type === 'ready') {
          this.#isReady = true;
          begin();
        } else if (message.type === 'event') {
          try {
            if (!listenerFailure) listener(message.event);
          } catch (error) {
            listenerFailure = { error: error as Error };
            stop();
          }
        } else if (message.type === 'done') end(message);
        else said = message;
      };
      const fail = (error: Error): void => {
        if (child.pid === undefined) end({ type: 'crashed', reason: `it could not be started: ${messageOf(error)}` });
      };
      const close = (status: number | null, killer: NodeJS.Signals | null): void =>
        end(said ?? { type: 'crashed', reason: describeExit(status, killer) });

      for (const stream of [child.stdout, child.stderr]) stream?.on('data', write);
      child.on('message', hear).on('error', fail).on('close', close);
      signal.addEventListener('abort', stop, { once: true });
      if (this.#isReady) begin();
      if (signal.aborted) stop();
    });
  }

  /** Lets the child go, which has no job, and waits until it is gone. */
  async leave(): Promise<void> {
    if (this.isAlive) this.#tell({ type: 'leave' });
    const impatient = setTimeout(() => this.#process.kill('SIGKILL'), this.#graceSeconds * 1000);
    await this.#gone;
    clearTimeout(impatient);
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream?.destroy();
  }

  /** Whether it arrives shows in how the child ends. */
  #tell(message: ToChild): void {
    this.#process.send(message, () => undefined);
  }
}

function describeExit(status: number | null, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL') return 'it was killed by SIGKILL (out of memory, perhaps)';
  if (signal !== null) return `it was killed by ${signal}`;
  return status === 0 ? 'it exited before its job was done' : `it exited with status ${String(status)}`;
}
