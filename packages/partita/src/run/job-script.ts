import { hostname } from 'node:os';
import { formatJobLine, JOB_STATUS, PartitaError, type JobBody, type JobLine, type TrainJob } from '@partita/core';

export interface JobScript {
  /** The job of an interval, by the files of its run. */
  readonly read: (run: string, interval: number) => Promise<TrainJob>;
  readonly body: JobBody;
  /** Called when SIGUSR2, the warning before a time limit, ended it, with the steps it has trained since it began. */
  readonly onWarned?: (steps: number) => Promise<void>;
}

/**
 * The process of a job under any engine: trains the interval `argv` names, or Slurm's array index, and tells of it on standard output.
 * SIGTERM, SIGINT, SIGUSR2 and the end of a parent that is connected save and stop it.
 * @returns the exit status, a `JOB_STATUS`
 */
export async function runJobScript(argv: readonly string[], { read, body, onWarned }: JobScript): Promise<number> {
  const stop = new AbortController();
  const told = { first: 0, last: 0, isFinished: false, isWarned: false };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
  process.on('SIGUSR2', () => {
    told.isWarned = true;
    stop.abort();
  });
  process.on('disconnect', () => stop.abort());
  process.stdout.on('error', () => undefined); // whoever read it is gone; the run's files tell all the same

  const say = (line: JobLine): void => void process.stdout.write(formatJobLine(line));
  say({ partita: 'begins', host: hostname(), pid: process.pid });
  try {
    await body(
      await read(...requested(argv)),
      (event) => {
        if (event.type === 'started') told.first = event.step;
        if (event.type === 'finished') told.isFinished = true;
        if ('step' in event) told.last = event.step;
        say({ partita: 'event', event });
      },
      stop.signal,
    );
    if (!told.isFinished) {
      say({ partita: 'saved' });
      if (told.isWarned) await onWarned?.(told.last - told.first);
      return JOB_STATUS.saved;
    }
    say({ partita: 'done' });
    return JOB_STATUS.done;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'PartitaError')) {
      console.error(error);
      return JOB_STATUS.defect;
    }
    say({ partita: 'mistake', message: error.message });
    process.stderr.write(`${error.message}\n`);
    return JOB_STATUS.mistake;
  }
}

/** The run's folder and the interval that a command line asks for. */
function requested([run, interval = process.env['SLURM_ARRAY_TASK_ID'] ?? '']: readonly string[]): [string, number] {
  if (run === undefined || !/^\d+$/.test(interval))
    throw new PartitaError('Name the folder of a run and the number of an interval, for example: runs/hg 3.');
  return [run, Number(interval)];
}
