import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PartitaError, type TrainEvent, type TrainJob, type TrainListener } from '@partita/core';
import { describe, expect, it, vi } from 'vitest';
import { LocalExecutor, serveJobs, workerLogPath } from '../src/index.ts';
import { bundled, bundledWorker } from './bundled.ts';
import { makeJob, temporaryRun } from './jobs.ts';

const [entry, parentScript] = await Promise.all([bundledWorker(), bundled('parent')]);
const never = new AbortController().signal;
const ignore = (): void => undefined;

/** Runs one job to its end and returns its events. */
async function eventsOf(job: TrainJob, options: Partial<ConstructorParameters<typeof LocalExecutor>[0]> = {}): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  await new LocalExecutor({ entry, ...options }).run([job], (_job, event) => events.push(event), never);
  return events;
}

describe('a child process', () => {
  it('that crashes is started again and goes on from its checkpoint, as long as it makes progress', async () => {
    const run = temporaryRun();
    const events = await eventsOf(makeJob(run, 'dies-often', 45));
    const starts = events.flatMap((event) => (event.type === 'started' ? [event.step] : []));
    expect(starts.length).toBeGreaterThan(3);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(events.filter(({ type }) => type === 'restarted')[0]).toEqual({
      type: 'restarted',
      attempt: 2,
      reason: 'it exited with status 7',
    });
    expect(events.at(-1)).toMatchObject({ type: 'finished', step: 45 });
  });

  it('that makes no progress is given up, with its exit and the end of its log', async () => {
    const run = temporaryRun();
    const job = makeJob(run, 'dies-at-once', 9, 4);
    mkdirSync(join(run, 'intervals', '0004'), { recursive: true });
    writeFileSync(workerLogPath(job), 'of an earlier run\n');
    const failure = eventsOf(job, { retries: 2 });
    await expect(failure).rejects.toThrow(PartitaError);
    await expect(failure).rejects.toThrow(
      `Interval 4 of '${run}' crashed 2 times without progress; the last time, it was killed by SIGKILL (out of memory, perhaps). ` +
        `Its log '${join(run, 'intervals', '0004', 'worker.log')}' ends with:\none last thing --no-warnings`,
    );
    expect(readFileSync(workerLogPath(job), 'utf8')).toBe(`of an earlier run\n${'one last thing --no-warnings\n'.repeat(2)}`);
  });

  it('writes the stack of a defect to its log', async () => {
    const job = makeJob(temporaryRun(), 'dies-once', 3);
    const events = await eventsOf(job);
    expect(events.map(({ type }) => type)).toEqual(['restarted', 'started', 'progress', 'progress', 'progress', 'checkpoint', 'finished']);
    expect(readFileSync(workerLogPath(job), 'utf8')).toMatch(/TypeError: x is not a function\n\s+at /);
  });

  it('that leaves before its job is done has crashed', async () => {
    await expect(eventsOf(makeJob(temporaryRun(), 'leaves', 3), { retries: 1 })).rejects.toThrow(
      /crashed; the last time, it exited before its job was done\. Its log '.*' says nothing\.$/,
    );
  });

  it('whose script is missing is reported with what Node said', async () => {
    const missing = { script: join(temporaryRun(), 'nowhere.mjs'), nodeFlags: [] };
    await expect(eventsOf(makeJob(temporaryRun(), 'x', 3), { entry: missing, retries: 1 })).rejects.toThrow(
      /exited with status 1\.[^]*nowhere\.mjs/,
    );
  });

  it('does not start when its log cannot be opened', async () => {
    const run = temporaryRun();
    writeFileSync(join(run, 'intervals'), 'a file');
    await expect(eventsOf(makeJob(run, 'x', 3))).rejects.toThrow(/^Cannot open '.*worker\.log': /);
  });

  it('is killed when it does not stop in time', async () => {
    const stop = new AbortController();
    const listener: TrainListener = (_job, event) => {
      if (event.type === 'started') stop.abort();
    };
    await new LocalExecutor({ entry, graceSeconds: 0.05 }).run([makeJob(temporaryRun(), 'deaf', 1)], listener, stop.signal);
  });

  it('is killed when it is stopped before it could begin', async () => {
    const events: TrainEvent[] = [];
    await new LocalExecutor({ entry }).run(
      [makeJob(temporaryRun(), 'x', 1e9)],
      (_job, event) => events.push(event),
      AbortSignal.timeout(5),
    );
    expect(events).toEqual([]);
  });

  it('is deaf to Ctrl-C, which its parent heard too', async () => {
    const run = temporaryRun();
    const events: TrainEvent[] = [];
    const listener: TrainListener = (_job, event) => {
      if (event.type === 'progress' && event.step === 2)
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(Number(readFileSync(join(run, 'pid'), 'utf8')), signal);
      events.push(event);
    };
    await new LocalExecutor({ entry }).run([makeJob(run, 'traced', 30)], listener, never);
    expect(events.at(-1)).toMatchObject({ type: 'finished', step: 30 });
    expect(events).not.toContainEqual(expect.objectContaining({ type: 'restarted' }));
    expect(readFileSync(join(run, 'exit'), 'utf8')).toBe('0');
  });

  it('ends when its parent is killed', async () => {
    const run = temporaryRun();
    const job = makeJob(run, 'traced', 1e9);
    const parent = spawn(process.execPath, [parentScript, entry.script, JSON.stringify(job)], { stdio: 'inherit' });
    await vi.waitUntil(() => existsSync(join(run, '0.step')), 10_000);
    parent.kill('SIGKILL');
    await vi.waitUntil(() => existsSync(join(run, 'exit')), 10_000);
    expect(readFileSync(join(run, 'exit'), 'utf8')).toBe('1');
  });
});

describe('the local executor', () => {
  it('runs at most as many jobs at a time as it has workers, in the order given', async () => {
    const run = temporaryRun();
    const running = new Set<number>();
    const order: number[] = [];
    let most = 0;
    const stop = new AbortController();
    const listener: TrainListener = ({ interval: { index } }, { type }) => {
      if (type === 'started') {
        running.add(index);
        order.push(index);
      }
      most = Math.max(most, running.size);
      if (type === 'finished') running.delete(index);
      if (type === 'finished' && index === 3) stop.abort();
    };
    const jobs = [1e9, 1, 1, 1].map((steps, index) => makeJob(run, index === 0 ? 'x' : 'patient', steps, index));
    await new LocalExecutor({ entry, workers: 2 }).run(jobs, listener, stop.signal);
    expect(most).toBe(2);
    expect(order.filter((index) => index > 0)).toEqual([1, 2, 3]);

    order.length = 0;
    await new LocalExecutor({ entry, workers: 1 }).run(
      [3, 0].map((index) => makeJob(run, 'x', 2, index)),
      listener,
      never,
    );
    expect(order).toEqual([3, 0]);
  });

  it('lets the other children save before it throws', async () => {
    const run = temporaryRun();
    const last = new Map<number, TrainEvent>();
    const jobs = [makeJob(run, 'x', 1e9, 0), makeJob(run, 'dies-later', 1, 1), makeJob(run, 'x', 1, 2)];
    const listener: TrainListener = ({ interval }, event) => void last.set(interval.index, event);
    await expect(new LocalExecutor({ entry, workers: 2, retries: 1 }).run(jobs, listener, never)).rejects.toThrow(/Interval 1 .* crashed/);
    expect(last.get(0)?.type).toBe('checkpoint');
    expect(existsSync(workerLogPath(jobs[2]!))).toBe(false); // never started
  });

  it('keeps a process for the jobs that follow, each with its own log, until one fails', async () => {
    const run = temporaryRun();
    const jobs = ['speaks', 'speaks', 'dies-once', 'speaks', 'speaks'].map((name, index) => makeJob(run, name, 2, index));
    await new LocalExecutor({ entry, workers: 1 }).run(jobs, ignore, never);
    const [first, second, , fourth, fifth] = jobs.map((job) => Number(readFileSync(workerLogPath(job), 'utf8').trim()));
    expect(first).toBeGreaterThan(1);
    expect([second, fifth]).toEqual([first, fourth]);
    expect(fourth).not.toBe(first);
    expect(() => process.kill(fourth as number, 0)).toThrow('ESRCH');
  });

  it('does not warn of many children', async () => {
    const warn = vi.spyOn(process, 'emitWarning');
    const run = temporaryRun();
    const jobs = Array.from({ length: 12 }, (_, index) => makeJob(run, 'x', 1e9, index));
    await new LocalExecutor({ entry, workers: 12 }).run(jobs, ignore, AbortSignal.timeout(30));
    await sleep(0);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});

describe('serveJobs', () => {
  it('says so where there is no parent', () => {
    const parent = Object.getOwnPropertyDescriptor(process, 'send');
    delete process.send;
    try {
      expect(() => serveJobs(() => Promise.resolve())).toThrow(PartitaError);
    } finally {
      if (parent) Object.defineProperty(process, 'send', parent);
    }
  });
});
