import { intervalsFrom } from '@partita/core';
import { gaussianMixture, hg, lattice } from '@partita/datasets';
import { elbo, regret } from '@partita/metrics';
import { gaussianModel } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { backend, contextOf, deviation, exactScore, mean, modelOf, rowsOf, uniform } from './context.ts';

beforeAll(() => backend.start());

const options = { evaluations: 8192, batch: 1024, dequantiser: uniform };
const tMin = 1e-3;

describe('the gap of two bounds', () => {
  it.each([
    ['hg', hg()],
    ['a mixture', gaussianMixture({ components: [-1, 1, 3].map((m) => ({ weight: 1, mean: [m, m / 2], variance: 0.1 })) })],
  ])('between a model and the exact score is the regret, for %s', async (_, dataset) => {
    const differences: number[] = [];
    const regrets: number[] = [];
    for (let seed = 100; seed < 124; seed++) {
      const rows = await rowsOf(dataset, 500, seed);
      const context = (gain: number) =>
        contextOf({ dataset, rows, seed, score: modelOf({ score: exactScore(dataset.exact!, gain), dimension: 2 }) });
      const [model, best] = [
        await elbo({ ...options, evaluations: 1000 }).measure(context(1.8)),
        await elbo({ ...options, evaluations: 1000 }).measure(context(1)),
      ];
      const exact = await regret({ ...options, evaluations: 1000 }).measure(context(1.8));
      differences.push(model!.value - best!.value - exact!.value);
      regrets.push(exact!.value);
    }
    const error = deviation(differences) / Math.sqrt(24);
    expect(Math.abs(mean(differences))).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.02 * mean(regrets));
  });
});

describe('the bound on a lattice', () => {
  it('has the dequantisation for a term, and stays above the discrete entropy', async () => {
    const dataset = lattice({ levels: 16, dimension: 2, law: 'binomial', scale: 8, offset: -4 });
    const score = gaussianModel({ mean: [0, 0], variance: [1, 1] }, intervalsFrom([tMin, 1]), tMin);
    const rows = await rowsOf(dataset, 2000);
    const { value, standardError, parts } = (await elbo(options).measure(contextOf({ dataset, score, rows })))!;
    tf.dispose(score.parameters);
    expect(parts!.at(-1)!.name).toBe('dequantisation');
    expect(parts!.at(-1)!.value).toBeCloseTo(-2 * Math.log(0.5), 10);
    expect(value).toBeGreaterThan(dataset.lattice!.entropy! - 3 * standardError);
    expect(value).toBeLessThan(dataset.lattice!.entropy! + 0.1);
  });
});
