import { PartitaError } from '../errors/partita-error.ts';
import type { TrainEvent, TrainJob } from '../ports/executor.ts';

/** How one attempt at a job ended. */
export type Ending =
  | { readonly type: 'done' }
  | { readonly type: 'user-error'; readonly message: string }
  | { readonly type: 'crashed'; readonly reason: string; readonly log?: { readonly path: string; readonly tail: string } };

/** What is said of a job. */
type SupervisedJob = Pick<TrainJob, 'run'> & { readonly interval: Pick<TrainJob['interval'], 'index'> };

/** One attempt at a job, from its last checkpoint on. */
export type Attempt = (listener: (event: TrainEvent) => void) => Promise<Ending>;

/**
 * Tries a job until it is done. A crash is followed by another attempt, which resumes from the last checkpoint, until
 * `retries` crashes in a row came without a checkpoint at a higher step between them.
 * @throws PartitaError with the user's mistake as the job reported it, or why the job was given up
 */
export async function supervise(
  job: SupervisedJob,
  attempt: Attempt,
  retries: number,
  listener: (event: TrainEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  let reached = -1; // the highest step of a checkpoint
  let reachedAtCrash = -1;
  let crashes = 0; // in a row, without progress
  for (let number = 2; ; number++) {
    const ending = await attempt((event) => {
      if (event.type === 'checkpoint') reached = Math.max(reached, event.step);
      listener(event);
    });
    if (ending.type === 'done') return;
    if (ending.type === 'user-error') throw new PartitaError(ending.message);
    if (signal.aborted) return; // its last checkpoint is what a resumed run goes on from

    crashes = reached > reachedAtCrash ? 1 : crashes + 1;
    reachedAtCrash = reached;
    if (crashes >= retries) throw givenUp(job, crashes, ending);
    listener({ type: 'restarted', attempt: number, reason: ending.reason });
  }
}

function givenUp({ interval, run }: SupervisedJob, crashes: number, { reason, log }: Ending & { type: 'crashed' }): PartitaError {
  const times = crashes === 1 ? 'crashed' : `crashed ${crashes} times without progress`;
  const logged =
    log === undefined ? '' : log.tail === '' ? ` Its log '${log.path}' says nothing.` : ` Its log '${log.path}' ends with:\n${log.tail}`;
  return new PartitaError(`Interval ${interval.index} of '${run}' ${times}; the last time, ${reason}.${logged}`);
}
