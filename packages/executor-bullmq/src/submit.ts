import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isLastWave, type TrainJob } from '@partita/core';
import { FlowProducer, type JobsOptions, type Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { jobId, payloadOf, type Payload } from './payload.ts';
import type { ResolvedOptions } from './settings.ts';

/** Seconds for which a finished job is remembered. */
const WEEK = 604_800;

const optionsOf = (payload: Payload): JobsOptions => ({
  jobId: jobId(payload),
  attempts: 1, // a worker tries a job again by itself; a job whose worker is lost goes back on the queue
  removeOnComplete: { age: WEEK },
  removeOnFail: { age: WEEK },
});

/** Queues jobs of one run that are not queued yet; with an evaluation behind them, if that is wanted and they are the run's last. */
export async function submit(
  queue: Queue<Payload>,
  redis: Redis,
  jobs: readonly TrainJob[],
  { root, evaluate }: Pick<ResolvedOptions, 'root' | 'evaluate'>,
): Promise<void> {
  const missing: Payload[] = [];
  for (const job of jobs) if (await isMissing(queue, payloadOf(job, root))) missing.push(payloadOf(job, root));
  const [first] = missing;
  if (first === undefined) return;
  const [{ run }] = jobs as [TrainJob];
  if (!evaluate || !isLastWave(JSON.parse(await readFile(join(run, 'plan.json'), 'utf8')), jobs)) {
    await queue.addBulk(missing.map((data) => ({ name: 'train', data, opts: optionsOf(data) })));
    return;
  }
  const evaluation: Payload = { ...first, task: 'evaluate' };
  await isMissing(queue, evaluation);
  const flow = new FlowProducer({ connection: redis });
  await flow.add({
    ...{ name: 'evaluate', queueName: queue.name, data: evaluation, opts: optionsOf(evaluation) },
    children: missing.map((data) => ({
      ...{ name: 'train', queueName: queue.name, data },
      opts: { ...optionsOf(data), failParentOnFailure: true },
    })),
  });
  await flow.close();
}

/** Whether a job is not queued. One that has ended is forgotten: whoever asks for it again knows that it is not done. */
async function isMissing(queue: Queue<Payload>, payload: Payload): Promise<boolean> {
  const job = await queue.getJob(jobId(payload));
  if (job === undefined) return true;
  const state = await job.getState();
  if (state !== 'completed' && state !== 'failed') return false;
  await job.remove();
  return true;
}
