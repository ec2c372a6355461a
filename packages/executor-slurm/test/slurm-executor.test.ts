import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJobLine, PartitaError, type TrainEvent, type TrainJob } from '@partita/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SlurmExecutor, type SlurmOptions } from '../src/index.ts';
import { slurmFolder } from '../src/submissions.ts';
import { bundled } from '../../executor-local/test/bundled.ts';
import { Cluster, hasSlurm } from './cluster.ts';
import { makeJobs, temporaryRun, writeRuns } from './runs.ts';

const never = new AbortController().signal;

describe.skipIf(!hasSlurm)('jobs in Slurm', { timeout: 180_000 }, async () => {
  const script = await bundled('job', import.meta.url);
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await Cluster.start();
  }, 60_000);
  afterAll(() => cluster.stop(), 60_000);

  const executor = (options: SlurmOptions = {}) => new SlurmExecutor({ script, nodeFlags: [] }, { pollSeconds: 0.2, ...options });

  /** Runs jobs to their end; `watch` sees their events as they come. */
  async function eventsOf(jobs: readonly TrainJob[], options = {}, watch: (job: TrainJob, event: TrainEvent) => void = () => undefined) {
    const events: TrainEvent[] = [];
    await executor(options).run(
      jobs,
      (job, event) => {
        events.push(event);
        watch(job, event);
      },
      never,
    );
    return events;
  }
  const submissions = (run: string): string[] => readdirSync(slurmFolder(run)).filter((name) => name.endsWith('.json'));
  const outputs = (run: string): string[] => readdirSync(slurmFolder(run)).filter((name) => name.endsWith('.out'));

  /** The process of a run's task, by what it said last. */
  function pidOf(run: string): number {
    const lines = readFileSync(join(slurmFolder(run), outputs(run)[0] as string), 'utf8').split('\n');
    const begin = lines.map(parseJobLine).findLast((line) => line?.partita === 'begins');
    return begin?.partita === 'begins' ? begin.pid : NaN;
  }

  it('that are killed are queued again and go on from their checkpoints', async () => {
    const jobs = makeJobs(temporaryRun(), [400]);
    writeRuns(jobs);
    let kills = 0;
    const events = await eventsOf(jobs, {}, ({ run }, event) => {
      if (event.type === 'checkpoint' && event.step >= 50 && kills === 0) {
        kills += 1;
        process.kill(pidOf(run), 'SIGKILL');
      }
    });
    const starts = events.flatMap((event) => (event.type === 'started' ? [event.step] : []));
    expect(starts[0]).toBe(0);
    expect(starts[1]).toBeGreaterThanOrEqual(50);
    expect(events).toContainEqual({ type: 'restarted', attempt: 2, reason: 'it failed or was killed' });
    expect(events.at(-1)).toMatchObject({ type: 'finished', step: 400 });
  });

  it('outlive who submitted them; who runs them again follows them', async () => {
    const jobs = makeJobs(temporaryRun(), [2500, 2500]);
    const run = jobs[0]!.run;
    writeRuns(jobs);
    const stop = new AbortController();
    const first = executor().run(jobs, (_job, event) => event.type === 'progress' && stop.abort(), stop.signal);
    await expect(first).rejects.toThrow(PartitaError);
    await expect(first).rejects.toThrow(/^The jobs go on in Slurm \(\d+\); follow them with .* 'partita cancel /);
    expect((await executor().find(run)).map(({ interval, isLive }) => ({ interval, isLive }))).toEqual([
      { interval: 0, isLive: true },
      { interval: 1, isLive: true },
    ]);
    const events = await eventsOf(jobs);
    expect(events.filter(({ type }) => type === 'finished')).toHaveLength(2);
    expect(events.filter(({ type }) => type === 'started')).toHaveLength(2);
    expect(submissions(run)).toEqual(['0001.json']);
    expect(await executor().find(run)).toMatchObject([{ state: 'COMPLETED', isLive: false }, { isLive: false }]);
  });

  it('are submitted once, however many ask for them at once', async () => {
    const jobs = makeJobs(temporaryRun(), [300, 300]);
    writeRuns(jobs);
    const all = await Promise.all([eventsOf(jobs), eventsOf(jobs), eventsOf(jobs)]);
    for (const events of all) expect(events.filter(({ type }) => type === 'finished')).toHaveLength(2);
    expect(submissions(jobs[0]!.run)).toEqual(['0001.json']);
  });

  it('are cancelled, saved, and go on as a new array', async () => {
    const jobs = makeJobs(temporaryRun(), [1e9]);
    const run = jobs[0]!.run;
    writeRuns(jobs);
    const following = eventsOf(jobs, {}, (_job, event) => {
      if (event.type === 'checkpoint') void executor().cancel(run);
    });
    await expect(following).rejects.toThrow(
      /^Interval 0 of '.*' was cancelled in Slurm \(\d+_0\); go on with 'partita train .* --resume'\.$/,
    );
    const saved = Number(readFileSync(join(run, '0.step'), 'utf8'));
    const shorter = makeJobs(run, [saved + 5]);
    writeRuns(shorter);
    const events = await eventsOf(shorter);
    expect([events.at(0), events.at(-1)]).toMatchObject([
      { type: 'started', step: saved },
      { type: 'finished', step: saved + 5 },
    ]);
    expect(submissions(run)).toEqual(['0001.json', '0002.json']);
  });

  it('are found by their name when nobody wrote their number down', async () => {
    const jobs = makeJobs(temporaryRun(), [1500]);
    const run = jobs[0]!.run;
    writeRuns(jobs);
    const stop = new AbortController();
    await executor()
      .run(jobs, (_job, event) => event.type === 'started' && stop.abort(), stop.signal)
      .catch(() => undefined);
    const file = join(slurmFolder(run), '0001.json');
    const { array: _lost, ...announced } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const { writeFileSync } = await import('node:fs');
    writeFileSync(file, JSON.stringify(announced));
    expect((await eventsOf(jobs)).at(-1)).toMatchObject({ type: 'finished' });
    expect(submissions(run)).toEqual(['0001.json']);
  });

  it('are waited for while the controller is away', async () => {
    const jobs = makeJobs(temporaryRun(), [9000]);
    writeRuns(jobs);
    let restarted: Promise<void> | undefined;
    const events = await eventsOf(jobs, {}, (_job, event) => {
      if (event.type !== 'checkpoint' || event.step < 6000 || restarted) return; // by then, it has written down that the job runs
      cluster.kill('slurmctld');
      restarted = new Promise((resolve) => setTimeout(resolve, 1000)).then(() => cluster.startController());
    });
    await restarted;
    expect(events.at(-1)).toMatchObject({ type: 'finished', step: 9000 });
    expect(events.filter(({ type }) => type === 'started')).toHaveLength(1);
  });

  it('that are warned of their time limit save, queue again by themselves, and lose nothing', async () => {
    const jobs = makeJobs(temporaryRun(), [25_000]);
    writeRuns(jobs);
    const events = await eventsOf(jobs, { timeLimit: '1', warningSeconds: 55 });
    const starts = events.flatMap((event) => (event.type === 'started' ? [event.step] : []));
    expect(starts.length).toBeGreaterThan(1);
    const steps = events.flatMap((event) => (event.type === 'progress' ? [event.step] : []));
    expect(steps).toEqual(Array.from({ length: 25_000 }, (_, i) => i + 1)); // each once: no step was lost, none repeated
    expect(events.filter(({ type }) => type === 'restarted')).toEqual([]);
  });

  it('are refused in Slurm’s own words', async () => {
    const jobs = makeJobs(temporaryRun(), [1]);
    writeRuns(jobs);
    await expect(eventsOf(jobs, { partition: 'nowhere' })).rejects.toThrow(/^Slurm refuses the jobs of '.*': .*invalid partition.*\.$/i);
  });

  it('are asked for where Slurm is', async () => {
    vi.stubEnv('PATH', '/nowhere');
    await expect(executor().find('runs/x')).resolves.toEqual([]);
    const jobs = makeJobs(temporaryRun(), [1]);
    await expect(eventsOf(jobs)).rejects.toThrow(/^Slurm's 'sbatch' is not on the PATH; /);
    vi.unstubAllEnvs();
  });

  it('leave nothing in the queue', () => {
    expect(execFileSync('squeue', ['-h']).toString()).toBe('');
  });
});
