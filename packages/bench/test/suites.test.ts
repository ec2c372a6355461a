import { Mlp } from '@partita/networks';
import { parameterCount } from '@partita/core';
import { describe, expect, it } from 'vitest';
import type { Laboratory, StudyRequest } from '../src/laboratory/laboratory.ts';
import { SUITES } from '../src/suites/index.ts';
import { PARTITIONS_BUDGETS } from '../src/suites/partitions/budgets.ts';
import { contestantsAmong } from '../src/suites/partitions/contestants.ts';
import { partitionsSuite } from '../src/suites/partitions/suite.ts';
import { canWatch, watchDescendants } from '../src/suites/memory/resident.ts';
import { gaussianMixture } from '../src/suites/training/data-sets.ts';
import { widened, WIDTHS } from '../src/suites/training/widened.ts';
import { fakeLaboratory, scratch } from './fake-suite.ts';
import { spawn } from 'node:child_process';

const parametersOf = (widths: readonly number[], dimension: number, fourier: number): number =>
  parameterCount(new Mlp({ dimension, widths, activation: 'silu', time: 'log-snr', fourier }).parameters);

describe('the wide control', () => {
  it.each([
    [2, 4],
    [8, 0],
    [32, 0],
  ])('has as many parameters as four networks, in dimension %i', (dimension, fourier) => {
    const inputs = dimension * (1 + 2 * fourier) + 1;
    const wide = parametersOf(widened(4, inputs, dimension), dimension, fourier);
    expect(wide / (4 * parametersOf(WIDTHS, dimension, fourier))).toBeCloseTo(1, 1);
  });
});

describe('data sets', () => {
  it('the mixtures are the same every time, and know their own spread', () => {
    const { dataset, dataSigma } = gaussianMixture(32);
    expect(gaussianMixture(32).dataset).toEqual(dataset);
    expect(dataSigma).toBeGreaterThan(0.9);
    expect(dataSigma).toBeLessThan(1.1);
  });
});

describe('contestants', () => {
  it('are those that are there; partitions of plugins join them', () => {
    const { ours, foreign, absent } = contestantsAmong(['single', 'equal', 'geometric', 'equal-likelihood-mass'], []);
    expect(ours.map(({ name }) => name)).toEqual(['single', 'equal']);
    expect(foreign).toMatchObject([{ name: 'geometric', settings: { partition: { kind: 'geometric' } } }]);
    expect(absent.map(({ name }) => name)).toContain('neyman');
    expect(absent.at(-1)).toEqual({ name: 'equal-likelihood-mass', reason: 'its edges are those of equal-log-snr' });
  });

  it('of a budget need its kind too', () => {
    const { ours } = contestantsAmong(['equal-log-snr'], ['neyman']);
    expect(ours.map(({ name }) => name)).toEqual(['equal-log-snr', 'neyman']);
  });
});

describe('partitions', () => {
  const networksOf: Record<string, number> = { single: 1, equal: 4, 'per-timestep': 16 };
  const requests: StudyRequest[] = [];
  const laboratory: Laboratory = {
    ...fakeLaboratory,
    kinds: (port) => Promise.resolve(port === 'Partition' ? [...Object.keys(networksOf), 'foreign'] : []),
    networks: ({ partition }) => Promise.resolve(networksOf[(partition as { kind: string }).kind]),
    study(request) {
      requests.push(request);
      return Promise.reject(new Error('enough'));
    },
  };

  it('gives all models the same updates in all, and asks one study per data set and seed', async () => {
    const { units } = await partitionsSuite.plan({ budget: 'standard', seeds: [0, 1], plugins: ['./x.ts'] }, laboratory);
    expect(units).toHaveLength(10);
    expect(units[0]?.name).toBe('hg-seed-0');
    const surroundings = { laboratory, folder: scratch(), listener: () => undefined, signal: new AbortController().signal };
    await expect(units[0]?.run(surroundings)).rejects.toThrow('enough');
    const { variants, plugins, seed } = requests[0]?.experiment ?? { variants: {} };
    expect({ plugins, seed }).toEqual({ plugins: ['./x.ts'], seed: 0 });
    const steps = Object.fromEntries(Object.entries(variants).map(([name, settings]) => [name, settings['training.steps']]));
    const { updates } = PARTITIONS_BUDGETS.standard;
    expect(steps).toEqual({ single: 4 * updates, wide: updates, equal: updates, 'per-timestep': updates / 4, foreign: updates });
  });
});

it('every suite has a smoke, a standard and a full budget', () => {
  for (const suite of SUITES)
    for (const budget of ['smoke', 'standard', 'full'] as const) expect(suite.seeds(budget), suite.name).toBeGreaterThanOrEqual(1);
});

it.runIf(canWatch())('a child that takes 80 MiB is seen to hold them', async () => {
  const watch = watchDescendants(5);
  const child = spawn(process.execPath, ['-e', 'const b = Buffer.alloc(80 * 2 ** 20, 1); setTimeout(() => b.at(0), 150)', 'marked']);
  await new Promise((resolve) => child.on('close', resolve));
  watch.stop();
  const peak = watch.peaks().find(({ command }) => command.includes('marked'));
  expect(peak?.mebibytes).toBeGreaterThan(80);
});
