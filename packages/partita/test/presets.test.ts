import { Registry, type Experiment } from '@partita/core';
import { describe, expect, it } from 'vitest';
import { experimentContainer } from '../src/composition/experiment-container.ts';
import { BUILT_IN } from '../src/plugins/built-in.ts';
import { PRESETS } from '../src/presets/index.ts';
import { planOf } from '../src/run/plan.ts';
import { plannedRuns } from '../src/run/study.ts';

const registry = new Registry(BUILT_IN);

const experimentsOf = (preset: string): Record<string, Experiment> =>
  Object.fromEntries(
    plannedRuns(PRESETS[preset]!.experiment, 'runs/never', registry).map(({ name, experiment }) => [name, experiment] as const),
  );

const planFor = (experiment: Experiment) =>
  planOf(experimentContainer(registry, experiment), experiment, () => Promise.reject(new Error('This plan looks at no pilot.')));

describe('presets', () => {
  it.each(Object.keys(PRESETS))('%s is a valid experiment under its own name', (name) => {
    expect(PRESETS[name]!.experiment['name']).toBe(name);
    expect(Object.keys(experimentsOf(name)).length).toBeGreaterThan(0);
  });
});

describe("the paper's image experiments, against its code", () => {
  const DATA = {
    cifar10: { kind: 'cifar10' },
    celeba64: { kind: 'image-folder', height: 64, width: 64, channels: 3 },
    imagenet64: { kind: 'downsampled-imagenet', side: 64 },
  };
  const only = (preset: string): Experiment => Object.values(experimentsOf(preset))[0]!;

  it.each(Object.entries(DATA))('%s: data, noise, objective and recipe', (name, dataset) => {
    for (const experiment of [only(`${name}-paper`), only(`${name}-paper-dpsm`)])
      expect(experiment).toMatchObject({
        dataset: { ...dataset, scale: 256 / 255, offset: -1 / 510, bits: 8, centre: 'pixel-mean', flip: true },
        sde: { kind: 'vp', betaMin: 0, betaMax: 10 }, // ∫β = 5t²
        tMin: 1e-3,
        prediction: { kind: 'epsilon' },
        weighting: { kind: 'uniform' },
        times: { kind: 'time', stratified: false },
        training: { steps: 50_001, batchSize: 128, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clipNorm: null, antithetic: false },
        schedule: { kind: 'constant' },
        averaging: { kind: 'none' },
        likelihood: { trace: { kind: 'hutchinson', probes: 1, distribution: 'rademacher' } },
      });
  });

  it.each(Object.keys(DATA))('%s: 100 U-Nets over equal times, and 1000 at points', async (name) => {
    const [tpsm, dpsm] = [only(`${name}-paper`), only(`${name}-paper-dpsm`)];
    expect(tpsm).toMatchObject({
      network: { kind: 'unet', base: 64, multipliers: [1, 2, 4, 8] },
      training: { learningRate: 2e-4 },
      likelihood: { solver: { kind: 'rk4' }, grid: { kind: 'time', steps: 900 } }, // 100 × linspace of 10 nodes
    });
    expect(dpsm).toMatchObject({
      network: { kind: 'unet-small' },
      training: { learningRate: 1e-3 },
      likelihood: { solver: { kind: 'euler' }, grid: { kind: 'time', steps: 1000 } },
    });

    const intervals = await planFor(tpsm);
    expect(intervals).toHaveLength(100);
    for (const { start, end } of intervals) expect(end - start).toBeCloseTo((1 - 1e-3) / 100, 12);
    const points = await planFor(dpsm);
    expect(points).toHaveLength(1000);
    for (const { start, end } of points) expect(start).toBe(end);
  });
});

describe('shapes16', () => {
  it('compares one network and four at equal updates in all', async () => {
    const updates = await Promise.all(
      Object.values(experimentsOf('shapes16')).map(async (experiment) => {
        const plan = await planFor(experiment);
        return plan.reduce((sum, { steps = experiment.training.steps }) => sum + steps, 0);
      }),
    );
    expect(updates).toHaveLength(2);
    expect(updates[1]).toBe(updates[0]);
  });
});
