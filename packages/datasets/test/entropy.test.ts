import { describe, expect, it } from 'vitest';
import { gaussianMixtureEntropy, type GaussianComponent } from '@partita/datasets';
import { EIGHT_GAUSSIANS } from '../src/sets/gaussian-mixture.ts';

const at = (mean: number[], variance: number | number[], weight = 1): GaussianComponent => ({ kind: 'gaussian', weight, mean, variance });
const ring = EIGHT_GAUSSIANS.map(({ mean, variance, weight }) => at(mean, variance, weight));
const one = (d: number): number => 0.5 * d * Math.log(2 * Math.PI * Math.E);

describe('the entropy of a mixture of Gaussians', () => {
  it('is the closed form for one component', () => {
    const { value, standardError } = gaussianMixtureEntropy([at([1, 2, 3], [1, 2, 0.5])]);
    expect(value).toBeCloseTo(one(3), 12);
    expect(standardError).toBe(0);
  });

  // References: trapezoidal rule on a grid much finer than the components.
  it.each([
    ['the eight Gaussians', ring, 1.6980612031218199],
    ['two that overlap', [at([0, 0], 1), at([1, 0], 1)], 2.9492985485939798],
    ['narrow within broad', [at([0, 0], 1), at([0.5, 0.5], 0.01, 0.3), at([0.9, 0], 0.2, 0.1)], 2.251133793949617],
  ])('is right to 1e-4 nats and to its stated error for %s', (_, components, reference) => {
    const { value, standardError } = gaussianMixtureEntropy(components);
    expect(Math.abs(value - reference)).toBeLessThan(1e-4);
    expect(Math.abs(value - reference)).toBeLessThan(5 * standardError);
  });

  it.each([1, 2, 5])('is that of one component when two are the same, and log 2 more when they lie apart, in %d dimensions', (d) => {
    const mean = new Array<number>(d).fill(0);
    expect(gaussianMixtureEntropy([at(mean, 1), at(mean, 1, 3)]).value).toBeCloseTo(one(d), 10);
    expect(
      gaussianMixtureEntropy([
        at(mean, 1),
        at(
          mean.map(() => 100),
          1,
        ),
      ]).value,
    ).toBeCloseTo(one(d) + Math.LN2, 10);
  });

  it('grows by log s in each dimension when space is stretched by s', () => {
    const pair = [at([0, 0], 1), at([1, 2], [0.5, 2], 3)];
    const stretched = [at([0, 0], 100), at([10, 20], [50, 200], 3)];
    expect(gaussianMixtureEntropy(stretched).value - gaussianMixtureEntropy(pair).value).toBeCloseTo(2 * Math.log(10), 10);
  });
});
