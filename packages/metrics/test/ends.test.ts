import type { Dataset, Sde } from '@partita/core';
import { gaussian, gaussianMixture, hg, ty, twoMoons } from '@partita/datasets';
import { priorMismatch, truncation } from '@partita/metrics';
import { describeMetric, toySde } from '@partita/testing';
import { describe, expect, it } from 'vitest';
import { gaussianKl } from '../src/closed-form/gaussian-kl.ts';
import { contextOf, modelOf, rowsOf } from './context.ts';

describeMetric('truncation', truncation);
describeMetric('prior-mismatch', priorMismatch);

const given = async (dataset: Dataset, { size = 2000, tMin = 1e-3, sde = toySde, seed = 0 } = {}) =>
  contextOf({
    dataset,
    rows: await rowsOf(dataset, size),
    seed,
    score: modelOf({ score: (_, x) => x, dimension: dataset.shape[0]!, tMin, sde }),
  });

/** The same Gaussian, so said that no metric can use its closed form. */
const hidden = (mean: number[], variance: number[]): Dataset =>
  gaussianMixture({ components: [1, 2].map((weight) => ({ weight, mean, variance })) });

/** ∫β = B at the horizon. */
const vpUpTo = (B: number): Sde => ({
  ...toySde,
  alpha: (t) => Math.exp(-0.5 * B * t * t),
  sigma: (t) => Math.sqrt(-Math.expm1(-B * t * t)),
});

describe('KL between Gaussians', () => {
  it('has its digits where they are nearly equal', () => {
    expect(gaussianKl(0, 1 + 1e-8, 1) / 2.5e-17).toBeCloseTo(1, 7);
    expect(gaussianKl(0, 1.0099999, 1)).toBeCloseTo(gaussianKl(0, 1.0100001, 1), 8);
    expect(gaussianKl(1, 2, 3)).toBeCloseTo(0.5 * (2 / 3 + 1 / 3 - 1 - Math.log(2 / 3)), 15);
  });
});

describe('the prior mismatch', () => {
  it('is the closed form for a Gaussian', async () => {
    const { value, standardError } = (await priorMismatch().measure(await given(gaussian({ mean: [0.3], variance: 0.06 }))))!;
    const v = Math.exp(-5) * 0.06 - Math.expm1(-5);
    expect(value).toBeCloseTo(0.5 * (v + Math.exp(-5) * 0.09 - 1 - Math.log(v)), 12);
    expect(standardError).toBe(0);
    const centred = (await priorMismatch().measure(await given(gaussian({ mean: [0], variance: 0.06 }))))!;
    expect(centred.value).toBeCloseTo(1.0e-5, 6);
  });

  it.each([5, 2, 0.5])('is found by sampling, to its error, which is small beside it: ∫β = %d', async (B) => {
    const [mean, variance] = [
      [0.3, -0.5],
      [0.06, 0.5],
    ] as const;
    const sde = vpUpTo(B);
    const exact = (await priorMismatch().measure(await given(gaussian({ mean, variance }), { sde })))!.value;
    const { value, standardError } = (await priorMismatch().measure(await given(hidden([...mean], [...variance]), { sde })))!;
    expect(Math.abs(value - exact)).toBeLessThan(4 * standardError + 1e-12);
    expect(standardError).toBeLessThan(0.1 * exact);
  });
});

describe('the truncation', () => {
  it('is the closed form for a Gaussian', async () => {
    const { value } = (await truncation().measure(await given(gaussian({ mean: [0.3], variance: 0.25 }), { tMin: 0.1 })))!;
    const [alpha, sigma] = [toySde.alpha(0.1), toySde.sigma(0.1)];
    const v = alpha ** 2 * 0.25 + sigma ** 2;
    expect(value).toBeCloseTo(0.5 * (Math.log(v / 0.25) + (0.25 + (1 - alpha) ** 2 * 0.09) / v - 1), 12);
  });

  it('is found from test rows, to its error', async () => {
    const [mean, variance] = [
      [0.3, -0.5],
      [0.06, 0.5],
    ] as const;
    const exact = (await truncation().measure(await given(gaussian({ mean, variance }), { tMin: 0.1 })))!.value;
    const { value, standardError } = (await truncation().measure(await given(hidden([...mean], [...variance]), { tMin: 0.1 })))!;
    expect(Math.abs(value - exact)).toBeLessThan(4 * standardError);
  });

  // research on the paper's toys: what a perfect score loses with ∫β = 5t².
  it.each([
    ['hg', hg(), 1e-3, 0.009],
    ['hg', hg(), 0.01, 0.089],
    ['ty', ty(), 1e-3, 0.0083],
    ['ty', ty(), 0.01, 0.097],
  ])('of %s is known', async (_, dataset, tMin, expected) => {
    const { value, standardError } = (await truncation().measure(await given(dataset, { tMin, size: 4000 })))!;
    expect(Math.abs(value - expected)).toBeLessThan(4 * standardError + 1e-3);
    expect(standardError).toBeLessThan(0.3 * expected);
  });
});

it.each([truncation, priorMismatch])('is undefined for data without an exact density', async (make) => {
  expect(await make().measure(await given(twoMoons({ noise: 0.1 }), { size: 10 }))).toBeUndefined();
});
