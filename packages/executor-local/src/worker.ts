import { PartitaError, type JobBody } from '@partita/core';
import type { FromChild, ToChild } from './messages.ts';

/**
 * The child's side of the `local` executor: takes jobs from the parent process, one after another, until it is let go.
 * It stops when its parent says so, not by Ctrl-C, which reaches the whole process group; and it ends with its parent.
 * @throws PartitaError where there is no parent that sends jobs
 */
export function serveJobs(body: JobBody): void {
  if (process.send === undefined)
    throw new PartitaError(
      "This script takes its jobs from a parent process; let the executor 'local' start it, for example by 'partita train'.",
    );
  let running: AbortController | undefined;
  const finish = (): void => {
    running = undefined;
    tell({ type: 'done' });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit(1));
  process.on('message', (message: ToChild) => {
    if (message.type === 'leave') process.exit(0);
    if (message.type === 'stop') return running?.abort();
    running = new AbortController();
    body(message.job, (event) => tell({ type: 'event', event }), running.signal).then(finish, fail);
  });
  tell({ type: 'ready' });
}

/** A mistake of the user goes to the parent; anything else is a crash, and its stack goes to the log. */
function fail(error: unknown): void {
  if (error instanceof Error && error.name === 'PartitaError') {
    tell({ type: 'user-error', message: error.message }, () => process.exit(1));
    return;
  }
  console.error(error);
  process.exit(1);
}

/** Sends without failing: if the parent is gone, 'disconnect' ends this process. */
function tell(message: FromChild, sent: () => void = () => undefined): void {
  process.send?.(message, undefined, undefined, sent);
}
