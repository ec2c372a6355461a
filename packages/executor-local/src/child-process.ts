import { fork, type ChildProcess } from 'node:child_process';
import { messageOf, type TrainEvent, type TrainJob, type WorkerEntry } from '@partita/core';
import type { Surroundings } from './devices/pinning.ts';
import type { FromChild, ToChild } from './messages.ts';
import type { Ending } from './supervise.ts';
import { openWorkerLog, workerLogPath } from './worker-log.ts';

export interface ChildOptions {
  readonly entry: WorkerEntry;
  /** Environment variables beyond those of this process. */
  readonly surroundings: Surroundings;
  /** How long a child may take to save and stop before it is killed. */
  readonly graceSeconds: number;
}

/** Runs a job in a child process of its own, once. On abort the child is asked to save and stop. */
export async function runInChild(
  { entry, surroundings, graceSeconds }: ChildOptions,
  job: TrainJob,
  listener: (event: TrainEvent) => void,
  signal: AbortSignal,
): Promise<Ending> {
  const log = await openWorkerLog(workerLogPath(job));
  try {
    // Output goes straight into the file, so that it is kept even when this process dies. 'advanced' lets a loss be NaN.
    const child = fork(entry.script, [], {
      execArgv: [...entry.nodeFlags],
      env: { ...process.env, ...surroundings },
      serialization: 'advanced',
      stdio: ['ignore', log.descriptor, log.descriptor, 'ipc'],
    });
    const ending = await follow(child, job, listener, signal, graceSeconds);
    return ending.type === 'crashed' ? { ...ending, log: { path: log.path, tail: await log.tail() } } : ending;
  } finally {
    await log.close();
  }
}

function follow(
  child: ChildProcess,
  job: TrainJob,
  listener: (event: TrainEvent) => void,
  signal: AbortSignal,
  graceSeconds: number,
): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let hasJob = false;
    let said: Ending | undefined;
    let listenerFailure: { readonly error: Error } | undefined;
    let grace: NodeJS.Timeout | undefined;

    const tell = (message: ToChild): void => void child.send(message, () => undefined); // whether it arrives shows in how the child ends
    const stop = (): void => {
      if (!hasJob) child.kill('SIGKILL');
      else tell({ type: 'stop' });
      grace ??= setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000);
    };
    const end = (reason: string): void => {
      signal.removeEventListener('abort', stop);
      clearTimeout(grace);
      if (listenerFailure) reject(listenerFailure.error);
      else resolve(said ?? { type: 'crashed', reason });
    };

    child.on('message', (message: FromChild) => {
      if (message.type === 'ready') {
        hasJob = true;
        tell({ type: 'job', job });
      } else if (message.type === 'event') {
        try {
          if (!listenerFailure) listener(message.event);
        } catch (error) {
          listenerFailure = { error: error as Error };
          stop();
        }
      } else said = message;
    });
    child.on('error', (error) => {
      if (child.pid === undefined) end(`it could not be started: ${messageOf(error)}`);
    });
    child.on('close', (status, killer) => end(describeExit(status, killer)));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}

function describeExit(status: number | null, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL') return 'it was killed by SIGKILL (out of memory, perhaps)';
  if (signal !== null) return `it was killed by ${signal}`;
  return status === 0 ? 'it exited before its job was done' : `it exited with status ${String(status)}`;
}
