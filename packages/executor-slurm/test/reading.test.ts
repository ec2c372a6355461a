import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatJobLine, type TrainEvent } from '@partita/core';
import { describe, expect, it } from 'vitest';
import { hasEnded, parseAccounting, parseQueue } from '../src/queue-line.ts';
import { announce, outputPath, record, slurmFolder, submissionsOf } from '../src/submissions.ts';
import { Task } from '../src/task.ts';
import { makeJobs, temporaryRun } from './runs.ts';

describe('what Slurm prints', () => {
  it('is read as jobs', () => {
    expect(parseQueue('17_3|RUNNING|n1|None\n17_4|PENDING||Nodes required for job are DOWN|DRAINED\n\n')).toEqual([
      { id: '17_3', state: 'RUNNING', nodes: 'n1', reason: 'None' },
      { id: '17_4', state: 'PENDING', nodes: '', reason: 'Nodes required for job are DOWN|DRAINED' },
    ]);
    expect(parseAccounting('17_3|CANCELLED by 1000|n1\n17_4|COMPLETED|n2\n')).toEqual([
      { id: '17_3', state: 'CANCELLED', nodes: 'n1', reason: '' },
      { id: '17_4', state: 'COMPLETED', nodes: 'n2', reason: '' },
    ]);
    expect(['PENDING', 'RUNNING', 'COMPLETING', 'REQUEUED', 'SUSPENDED'].some(hasEnded)).toBe(false);
  });
});

describe('the output of a task', () => {
  function follow() {
    const [job] = makeJobs(temporaryRun(), [9]);
    const task = new Task('17', job!);
    mkdirSync(slurmFolder(job!.run));
    const events: TrainEvent[] = [];
    return {
      task,
      events,
      write: (text: string) => appendFileSync(outputPath(job!.run, '17_0'), text),
      listen: () => task.listen((event) => events.push(event)),
    };
  }

  it('is read as it grows, whatever else stands in it', async () => {
    const { events, write, listen } = follow();
    await listen();
    const line = formatJobLine({ partita: 'event', event: { type: 'progress', step: 1, loss: NaN, seconds: 1 } });
    write(`hello\n{"partita":"event"}\n${line.slice(0, 9)}`);
    await listen();
    expect(events).toEqual([]);
    write(`${line.slice(9)}Zeit ½`);
    await listen();
    await listen();
    expect(events).toEqual([{ type: 'progress', step: 1, loss: NaN, seconds: 1 }]);
  });

  it('says how the job ended, with the end of what else it printed', async () => {
    const { task, write, listen } = follow();
    write(`of an attempt before\n${formatJobLine({ partita: 'begins', host: 'n1', pid: 1 })}TypeError: x is not a function\n  at y`);
    await listen();
    expect(task.hasSaid).toBe(false);
    expect(task.ending({ state: 'FAILED' })).toMatchObject({
      type: 'crashed',
      reason: 'it failed or was killed',
      log: { tail: 'TypeError: x is not a function\n  at y' },
    });
    expect(task.ending({ state: 'CANCELLED' })).toMatchObject({ type: 'user-error' });
    write(`\n${formatJobLine({ partita: 'mistake', message: 'The width is 0.' })}`);
    await listen();
    expect(task.ending({ state: 'FAILED' })).toEqual({ type: 'user-error', message: 'The width is 0.' });
    write(formatJobLine({ partita: 'begins', host: 'n2', pid: 2 }) + formatJobLine({ partita: 'done' }));
    await listen();
    expect(task.ending({ state: 'COMPLETED' })).toEqual({ type: 'done' });
  });
});

describe('the submissions of a run', () => {
  it('are announced by one process alone, and then have a number', async () => {
    const run = temporaryRun();
    expect(await submissionsOf(run)).toEqual([]);
    const tries = await Promise.all(Array.from({ length: 5 }, (_, i) => announce(run, 1, `name-${i}`, [0, 1])));
    const paths = tries.filter((path) => path !== undefined);
    expect(paths).toHaveLength(1);
    const [before] = await submissionsOf(run);
    expect(before).toMatchObject({ intervals: [0, 1], path: paths[0] });
    await record(paths[0]!, before!, '17');
    expect(await submissionsOf(run)).toMatchObject([{ array: '17', name: before!.name }]);
    expect(readdirSync(slurmFolder(run))).toEqual(['0001.json']);
  });

  it('are refused in a sentence where their file is not what was written', async () => {
    const run = temporaryRun();
    mkdirSync(slurmFolder(run));
    writeFileSync(join(slurmFolder(run), '0001.json'), '{');
    await expect(submissionsOf(run)).rejects.toThrow(/'.*0001\.json' does not say what was submitted; delete it/);
  });
});
