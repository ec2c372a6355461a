import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { PartitaError, type TrainEvent, type TrainJob } from '@partita/core';
import { Queue, QueueEvents } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundled } from '../../executor-local/test/bundled.ts';
import { makeJobs, temporaryRun, writeRuns } from '../../executor-slurm/test/runs.ts';
import { BullmqExecutor, type BullmqOptions } from '../src/index.ts';
import { connect } from '../src/connection.ts';
import { hasRedis, RedisServer } from './redis-server.ts';
import { startWorker } from './workers.ts';

const never = new AbortController().signal;

describe.skipIf(!hasRedis)('jobs on a queue', { timeout: 60_000 }, async () => {
  const [script, workerScript] = await Promise.all([
    bundled('job', new URL('../../executor-slurm/test/x', import.meta.url).href),
    bundled('worker', import.meta.url),
  ]);
  const entry = { script, nodeFlags: [] };
  let redis: RedisServer;
  let queue = '';
  let count = 0;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.stop());

  const worker = (options: Parameters<typeof startWorker>[1] | object = {}) =>
    startWorker(workerScript, { redis: redis.url, queue, entry, ...options });
  const executor = (options: BullmqOptions = {}) => new BullmqExecutor({ redis: redis.url, queue, root: tmpdir(), ...options });

  /** Jobs of a run that is written down, on a queue of their own. */
  function prepare(...steps: number[]): TrainJob[] {
    queue = `test-${++count}`;
    const jobs = makeJobs(temporaryRun(), steps);
    writeRuns(jobs);
    return jobs;
  }

  async function eventsOf(jobs: readonly TrainJob[], watch: (event: TrainEvent) => void = () => undefined): Promise<TrainEvent[]> {
    const events: TrainEvent[] = [];
    await executor().run(
      jobs,
      (_job, event) => {
        events.push(event);
        watch(event);
      },
      never,
    );
    return events;
  }
  const startsOf = (events: readonly TrainEvent[]): number[] => events.flatMap((event) => (event.type === 'started' ? [event.step] : []));
  const last = (run: string): number => Number(readFileSync(join(run, '0.step'), 'utf8'));

  /** The process of a job, by what it listens to: its parent says its number. */
  const childrenOf = (pid: number | undefined): number[] =>
    readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);

  it('go to another worker when theirs is killed, and on from their checkpoint', async () => {
    const jobs = prepare(4000);
    const first = await worker();
    let second: ReturnType<typeof worker> | undefined;
    const events = await eventsOf(jobs, (event) => {
      if (event.type !== 'checkpoint' || event.step < 300 || second) return;
      first.child.kill('SIGKILL');
      second = worker();
    });
    const starts = startsOf(events);
    expect(starts).toHaveLength(2);
    expect(starts[1]).toBeGreaterThanOrEqual(300);
    expect(events.at(-1)).toMatchObject({ type: 'finished', step: 4000 });
  });

  it('go back on the queue, saved, when their worker leaves', async () => {
    const jobs = prepare(3000);
    const first = await worker();
    let leaving = false;
    const events = await eventsOf(jobs, (event) => {
      if (event.type !== 'checkpoint' || event.step < 300 || leaving) return;
      leaving = true;
      first.child.kill('SIGTERM');
      void first.ended.then(() => worker());
    });
    expect(await first.ended).toBe(0);
    expect(first.said()).toContain('saved, and back on the queue');
    const steps = events.flatMap((event) => (event.type === 'progress' ? [event.step] : []));
    expect(steps).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1)); // no step was lost, none repeated
  });

  it('are tried again by their worker when they crash', async () => {
    const jobs = prepare(1500);
    const only = await worker();
    let kills = 0;
    const events = await eventsOf(jobs, (event) => {
      if (event.type === 'checkpoint' && kills === 0) {
        kills += 1;
        for (const pid of childrenOf(only.child.pid)) process.kill(pid, 'SIGKILL');
      }
    });
    expect(events).toContainEqual({ type: 'restarted', attempt: 2, reason: 'it was killed by SIGKILL' });
    expect(events.at(-1)).toMatchObject({ type: 'finished', step: 1500 });
  });

  it('leave a worker that was frozen for too long', async () => {
    const jobs = prepare(6000);
    const first = await worker();
    let second: ReturnType<typeof worker> | undefined;
    const events = await eventsOf(jobs, (event) => {
      if (event.type !== 'checkpoint' || event.step < 300 || second) return;
      const frozen = [first.child.pid as number, ...childrenOf(first.child.pid)];
      for (const pid of frozen) process.kill(pid, 'SIGSTOP');
      second = worker();
      setTimeout(() => frozen.forEach((pid) => process.kill(pid, 'SIGCONT')), 6000);
    });
    expect(events.at(-1)).toMatchObject({ type: 'finished', step: 6000 });
    await vi.waitUntil(() => first.said().includes('another worker has it now'), 20_000);
    await vi.waitUntil(() => childrenOf(first.child.pid).length === 0, 20_000);
  });

  it('survive the end of Redis, which keeps its file', async () => {
    const jobs = prepare(4000, 10, 10);
    await worker();
    let restarted: Promise<void> | undefined;
    const events = await eventsOf(jobs, (event) => {
      if (event.type === 'checkpoint' && event.step >= 300) restarted ??= redis.kill().then(() => redis.start());
    });
    await restarted;
    await vi.waitUntil(() => last(jobs[0]!.run) === 4000);
    expect(events.filter(({ type }) => type === 'finished').length).toBeGreaterThanOrEqual(1);
  });

  it('outlive who queued them; who runs them again waits for them', async () => {
    const jobs = prepare(3000, 5);
    await worker();
    const stop = new AbortController();
    const first = executor().run(jobs, (_job, event) => event.type === 'progress' && stop.abort(), stop.signal);
    await expect(first).rejects.toThrow(/^The jobs stay on the queue 'test-\d+'; follow them .* 'partita cancel /);
    expect(await executor().find(jobs[0]!.run)).toMatchObject([
      { interval: 0, state: 'active', isLive: true },
      { interval: 1, state: 'waiting' },
    ]);
    const [a, b] = await Promise.all([eventsOf(jobs), eventsOf(jobs)]);
    for (const events of [a, b]) expect(startsOf(events)).toEqual([0]); // that of the second job: none was begun twice
    expect(await executor().find(jobs[0]!.run)).toEqual([]);
  });

  it('are cancelled, saved, and go on when they are asked for again', async () => {
    const jobs = prepare(1e9, 1e9);
    const { run } = jobs[0]!;
    await worker();
    let cancelled: unknown;
    const following = eventsOf(jobs, (event) => {
      if (event.type === 'checkpoint') cancelled ??= executor().cancel(run);
    });
    await expect(following).rejects.toThrow('It was cancelled; what it had trained is saved.');
    await expect(cancelled).resolves.toMatchObject([{ interval: 0 }, { interval: 1 }]);
    const saved = last(run);
    const shorter = makeJobs(run, [saved + 5]);
    writeRuns(shorter);
    expect(startsOf(await eventsOf(shorter))).toEqual([saved]);
  });

  it('that are malformed or hostile are refused, logged, and change nothing', async () => {
    const jobs = prepare(5);
    const { run } = jobs[0]!;
    const before = readdirSync(run);
    const only = await worker();
    const raw = new Queue(queue, { connection: await connect(redis.url) });
    const events = new QueueEvents(queue, { connection: await connect(redis.url) });
    await events.waitUntilReady();
    const hostile = [{ version: 1, run: '../../etc', task: 0, experiment: '0123456789' }, { evil: true }, null, 'x'.repeat(100_000)];
    for (const payload of hostile) {
      const job = await raw.add('train', payload);
      await expect(job.waitUntilFinished(events)).rejects.toThrow(/^Refused: /);
    }
    await vi.waitUntil(() => only.said().match(/Refused: /g)?.length === hostile.length);
    expect(readdirSync(run)).toEqual(before);
    await events.close();
    await raw.close();
    expect((await eventsOf(jobs)).at(-1)).toMatchObject({ type: 'finished', step: 5 }); // the worker goes on
  });

  it('cannot be queued where Redis is not, which is said in a sentence without its password', async () => {
    const jobs = prepare(5);
    vi.stubEnv('PARTITA_REDIS', 'redis://:secret@127.0.0.1:1');
    const attempt = executor({ redis: null }).run(jobs, () => undefined, never);
    await expect(attempt).rejects.toThrow(PartitaError);
    await expect(attempt).rejects.toThrow(/^Redis cannot be reached at redis:\/\/…@127\.0\.0\.1:1: .*ECONNREFUSED/);
    vi.unstubAllEnvs();
  });
});
