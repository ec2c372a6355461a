import { PartitaError, type EngineJob, type TrainJob, type TrainListener } from '@partita/core';
import { Queue, QueueEvents, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { connect } from './connection.ts';
import { askToStop } from './control.ts';
import { Following } from './follow.ts';
import { folderBelowRoot, jobId, payloadOf, type Payload } from './payload.ts';
import { redisUrl } from './redis-url.ts';
import type { ResolvedOptions } from './settings.ts';
import { submit } from './submit.ts';

const LIVE = ['active', 'waiting', 'delayed', 'waiting-children', 'prioritized'] as const;

/** Queues jobs that are not queued yet, and waits until all have ended. */
export function runJobs(options: ResolvedOptions, jobs: readonly TrainJob[], listener: TrainListener, signal: AbortSignal): Promise<void> {
  const { queue: name, root, redis: url, onInterrupt } = options;
  const byId = new Map(jobs.map((job) => [jobId(payloadOf(job, root)), job]));
  return connected(options, async (queue, redis) => {
    const ears = await connect(redisUrl(url));
    const events = new QueueEvents(name, { connection: ears });
    events.on('error', () => undefined); // it connects again by itself
    await events.waitUntilReady();
    const following = new Following({
      ...{ queue, events, ids: [...byId.keys()] },
      listener: (id, event) => listener(byId.get(id) as TrainJob, event),
      stop: (ids) => stopJobs(queue, redis, ids),
    });
    const onAbort = (): void => {
      if (onInterrupt === 'cancel') following.stop();
      else following.leave(goingOn(name, jobs));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      for (const run of new Set(jobs.map((job) => job.run))) {
        const own = jobs.filter((job) => job.run === run);
        await submit(queue, redis, own, options);
      }
      if (signal.aborted) onAbort();
      await following.end();
    } finally {
      signal.removeEventListener('abort', onAbort);
      await events.close();
      ears.disconnect();
    }
  });
}

/** The jobs of a run that may still run. */
export const findJobs = (options: ResolvedOptions, run: string): Promise<EngineJob[]> =>
  connected(options, async (queue) => (await liveJobs(queue, run, options)).map(engineJob));

/** Ends them, saved. */
export const cancelJobs = (options: ResolvedOptions, run: string): Promise<EngineJob[]> =>
  connected(options, async (queue, redis) => {
    const live = await liveJobs(queue, run, options);
    const ids = live.map(({ job }) => job.id as string);
    await stopJobs(queue, redis, ids);
    return live.map(engineJob);
  });

interface LiveJob {
  readonly job: Job<Payload>;
  readonly state: string;
}

async function liveJobs(queue: Queue<Payload>, run: string, { root }: ResolvedOptions): Promise<LiveJob[]> {
  const below = folderBelowRoot(run, root);
  const found: LiveJob[] = [];
  for (const state of LIVE) for (const job of await queue.getJobs([state])) if (runOf(job.data) === below) found.push({ job, state });
  return found.sort((a, b) => Number(a.job.data.task) - Number(b.job.data.task));
}

/** Anything may lie on a queue. */
const runOf = (data: unknown): unknown => (data as Partial<Payload> | null)?.run;

async function connected<T>(
  { redis: url, queue: name }: ResolvedOptions,
  act: (queue: Queue<Payload>, redis: Redis) => Promise<T>,
): Promise<T> {
  const redis = await connect(redisUrl(url));
  const queue = new Queue<Payload>(name, { connection: redis });
  queue.on('error', () => undefined); // it connects again by itself
  try {
    return await act(queue, redis);
  } finally {
    await queue.close();
    redis.disconnect();
  }
}

/** Takes jobs from the queue, and has the workers stop those that they run. */
async function stopJobs(queue: Queue<Payload>, redis: Redis, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const job = await queue.getJob(id);
    await job?.remove().catch(() => askToStop(redis, queue.name, id)); // a job that runs cannot be removed
  }
}

const engineJob = ({ job: { id = '', data, processedBy = '' }, state }: LiveJob): EngineJob => ({
  interval: Number(data.task),
  ...{ id, state, where: processedBy, isLive: true },
});

function goingOn(queue: string, jobs: readonly TrainJob[]): PartitaError {
  const run = jobs[0]?.run ?? '';
  return new PartitaError(
    `The jobs stay on the queue '${queue}'; follow them with the same command and --resume, see 'partita status ${run}', or end them with 'partita cancel ${run}'.`,
  );
}
