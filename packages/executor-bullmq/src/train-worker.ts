import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { messageOf, PartitaError, supervise, type TrainEvent, type WorkerEntry } from '@partita/core';
import { UnrecoverableError, WaitingError, Worker, type Job } from 'bullmq';
import { runChild } from './child.ts';
import { connect } from './connection.ts';
import { hearStops } from './control.ts';
import { EventSender } from './event-sender.ts';
import { acceptPayload, type Payload } from './payload.ts';

export interface TrainWorkerOptions {
  readonly redis: string;
  readonly queue: string;
  /** The folder, shared with whoever asks for jobs, that runs lie below. */
  readonly root: string;
  /** Jobs at a time. */
  readonly slots: number;
  /** The script of a job, a `JobEntry`. */
  readonly entry: WorkerEntry;
  /** Modules with components that experiments may name; those in files are refused otherwise. */
  readonly plugins: readonly string[];
  /** Crashes in a row, without a new checkpoint between them, after which an interval is given up. */
  readonly retries: number;
  readonly graceSeconds: number;
  /** A worker that does not answer for so long has lost its jobs to others. */
  readonly lockSeconds: number;
  /** Hears what happens, in sentences. */
  readonly log: (sentence: string) => void;
}

/** A worker that takes jobs from a queue, each into a process of its own. */
export interface TrainWorker {
  /** Takes no more jobs, has those that run save, puts them back on the queue, and ends. */
  leave(): Promise<void>;
}

/** A worker at work. @throws PartitaError when Redis cannot be reached */
export async function trainWorker(options: TrainWorkerOptions): Promise<TrainWorker> {
  const { queue, slots, lockSeconds, log } = options;
  const [connection, ears] = [await connect(options.redis), await connect(options.redis)];
  const running = new Map<string, AbortController>();
  let isLeaving = false;

  const handle = async (job: Job<unknown>, token = ''): Promise<void> => {
    const id = job.id as string;
    const stop = new AbortController();
    running.set(id, stop);
    try {
      if (isLeaving) stop.abort();
      const isDone = await train(job, options, stop.signal);
      if (isDone) {
        log(`${id}: done`);
        return;
      }
      if (!isLeaving) throw new UnrecoverableError('It was cancelled; what it had trained is saved.');
      await job.moveToWait(token);
      log(`${id}: saved, and back on the queue`);
      throw new WaitingError();
    } finally {
      running.delete(id);
    }
  };

  const worker = new Worker(queue, handle, {
    connection,
    concurrency: slots,
    lockDuration: lockSeconds * 1000,
    stalledInterval: lockSeconds * 500,
    maxStalledCount: 1_000_000, // a worker's end is no fault of the job
    name: `${hostname()}:${String(process.pid)}`,
  });
  worker.on('error', ({ message }) => log(`The queue: ${message}`));
  worker.on('failed', (job, { message }) => log(`${job?.id ?? 'a job'}: ${message}`));
  worker.on('lockRenewalFailed', (ids: string[]) => {
    for (const id of ids) {
      log(`${id}: another worker has it now`);
      running.get(id)?.abort();
    }
  });
  await hearStops(ears, queue, (id) => running.get(id)?.abort());
  await worker.waitUntilReady();

  return {
    async leave() {
      isLeaving = true;
      const closed = worker.close();
      for (const stop of running.values()) stop.abort();
      await closed;
      ears.disconnect();
      connection.disconnect();
    },
  };
}

/** @returns whether it is done; false when it was stopped. @throws UnrecoverableError with a refusal, a mistake, or why it was given up */
async function train(job: Job<unknown>, options: TrainWorkerOptions, signal: AbortSignal): Promise<boolean> {
  const { entry, root, plugins, retries, graceSeconds, log } = options;
  const payload = accept(job, root);
  const sender = new EventSender((events) => job.updateProgress({ events }));
  const listener = (event: TrainEvent): void => sender.add(event);
  const environment = {
    PARTITA_JOB: `BullMQ job ${String(job.id)}`,
    PARTITA_FINGERPRINT: payload.experiment,
    PARTITA_PLUGINS: JSON.stringify(plugins),
  };
  log(`${String(job.id)}: ${payload.task === 'evaluate' ? 'evaluation' : `interval ${payload.task}`} of ${payload.run}`);
  let isDone = false;
  try {
    await supervise(
      { run: payload.folder, interval: { index: Number(payload.task) } },
      async (heard) => {
        const ending = await runChild({
          ...{ entry, graceSeconds, environment, signal, run: payload.folder, task: payload.task },
          listener: heard,
          log: (line) => void job.log(line).catch(() => undefined),
        });
        isDone = ending.type === 'done';
        return ending;
      },
      retries,
      listener,
      signal,
    );
  } catch (error) {
    throw error instanceof PartitaError ? new UnrecoverableError(error.message) : error;
  } finally {
    await sender.flush();
  }
  return isDone;
}

function accept(job: Job<unknown>, root: string): Payload & { readonly folder: string } {
  try {
    return acceptPayload(job.data, resolve(root));
  } catch (error) {
    throw new UnrecoverableError(`Refused: ${messageOf(error)}`);
  }
}
