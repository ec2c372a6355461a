import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrainListener } from '@partita/core';
import { createPartita } from '../src/index.ts';
import { startStudy } from '../src/run/start.ts';
import { trainStudy } from '../src/run/train.ts';
import { scratch } from './command.ts';

const tiny = {
  dataset: 'hg',
  network: { widths: [8] },
  pilot: { steps: 12, bins: 12, batches: 2 },
  training: { steps: 6, batchSize: 16, heldOutBatches: 1, checkpointEvery: 4 },
  executor: 'inline',
  metrics: ['regret'],
  evaluation: { points: 30, samples: 0, densityGrid: 0 },
};
const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));
const bytes = (run: string): string[] =>
  readdirSync(join(run, 'intervals')).map((interval) => readFileSync(join(run, 'intervals', interval, 'checkpoint.safetensors'), 'hex'));

describe('plans that look at a pilot', { timeout: 120_000 }, () => {
  const planned = { ...tiny, partition: { kind: 'equal-information', intervals: 2 }, budget: 'neyman' };

  it('are the same on every executor, and after an interruption', async () => {
    const runs = ['inline', 'local', 'interrupted'].map(() => join(scratch(), 'run')) as [string, string, string];
    await createPartita().train(planned, { out: runs[0] });
    await createPartita().train({ ...planned, executor: { kind: 'local', workers: 2 } }, { out: runs[1] });

    const controller = new AbortController();
    const stop: TrainListener = (_job, event) => {
      if (event.type === 'progress') controller.abort();
    };
    const broken = { ...planned, pilot: { ...planned.pilot, steps: 12 } };
    await expect(createPartita().train(broken, { out: runs[2], listener: stop, signal: controller.signal })).rejects.toThrow(
      'Interrupted before the plan was made',
    );
    expect(existsSync(join(runs[2], 'plan.json'))).toBe(false);
    await createPartita().train(broken, { out: runs[2], resume: true });

    const [one, ...others] = runs;
    for (const other of others) {
      expect(json(other, 'plan.json')).toEqual(json(one, 'plan.json'));
      expect(bytes(other)).toEqual(bytes(one));
    }
  });

  it('share one pilot among the variants of a study, an ordinary training in its folder', async () => {
    const directory = join(scratch(), 'study');
    const jobs: string[] = [];
    const listener: TrainListener = ({ experiment, interval }, event) => {
      if (event.type === 'started') jobs.push(`${experiment.name} ${interval.index}`);
    };
    const study = await startStudy(
      { ...tiny, variants: { plain: { partition: 'single' }, a: { partition: 'equal-information' }, b: { partition: 'optimal' } } },
      { directory, listener },
    );
    expect(jobs).toEqual(['pilot 0']);
    const [pilot, ...more] = readdirSync(join(directory, 'pilots'));
    expect(more).toEqual([]);
    expect(readdirSync(join(directory, 'pilots', String(pilot))).sort()).toEqual([
      'experiment.json',
      'intervals',
      'plan.json',
      'profile.json',
    ]);
    await trainStudy(study);
  });
});

describe('plans that say more of an interval', { timeout: 120_000 }, () => {
  it.each(['progressive', 'warm-chain', 'overlap', 'heterogeneous'])('%s trains, resumes and evaluates', async (kind) => {
    const out = join(scratch(), 'run');
    const done: number[] = [];
    const started: [number, number | undefined, readonly number[]][] = [];
    const run = await createPartita().train(
      { ...tiny, partition: kind },
      {
        out,
        listener: ({ interval }, { type }) => {
          if (type === 'started') started.push([interval.index, interval.from, [...done]]);
          if (type === 'finished') done.push(interval.index);
        },
      },
    );
    for (const [, from, before] of started) if (from !== undefined) expect(before).toContain(from);
    const { measurements, networks, updates } = await run.evaluate();
    expect(networks).toBe(4);
    expect(updates).toBe(4 * 6);
    expect(measurements['regret']?.value).toBeGreaterThan(0);
    expect(measurements['regret']?.parts).toHaveLength(kind === 'overlap' ? 7 : 4);
    const before = bytes(out);
    await createPartita().train({ ...tiny, partition: kind }, { out, resume: true });
    expect(bytes(out)).toEqual(before);
    expect(await (await createPartita().open(out)).sample(2)).toHaveLength(4);
  });

  it('refuses to start a network from one of other shapes, before anything is written', async () => {
    const out = join(scratch(), 'run');
    const partition = { kind: 'warm-chain', of: { kind: 'heterogeneous' } };
    await expect(createPartita().train({ ...tiny, partition }, { out })).rejects.toThrow('whose network has other shapes');
    expect(existsSync(out)).toBe(false);
  });

  it('refuses settings that a network does not have before anything is written', async () => {
    const out = join(scratch(), 'run');
    const partition = { kind: 'heterogeneous', networks: [{}, { widhts: [3] }, {}, {}] };
    await expect(createPartita().train({ ...tiny, partition }, { out })).rejects.toThrow('widhts');
    expect(existsSync(out)).toBe(false);
  });
});

describe('a model of many networks', { timeout: 120_000 }, () => {
  it('is the same whatever part of it is held in memory', async () => {
    const results = [];
    for (const networksInMemory of [64, 1]) {
      const run = await createPartita().train(
        {
          ...tiny,
          partition: { kind: 'per-timestep', points: 12 },
          metrics: ['nll', 'regret'],
          evaluation: { ...tiny.evaluation, networksInMemory },
        },
        { out: join(scratch(), 'run') },
      );
      const { measurements } = await run.evaluate();
      results.push({ measurements, samples: await run.sample(3), report: readFileSync(await run.report(), 'utf8') });
    }
    const [all, few] = results;
    expect(few?.measurements).toEqual(all?.measurements);
    expect(few?.samples).toEqual(all?.samples);
    expect(few?.report).toContain('1 of 12 at a time');
    expect(all?.report).not.toContain('networks in memory');
  });
});
