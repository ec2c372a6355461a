import { describe, expect, it } from 'vitest';
import { randomStream } from '@partita/core';
import { VpSde } from '@partita/sde';
import { logNormalTimes } from '@partita/training';
import { normalCdf } from '../src/times/normal-cdf.ts';
import { normalQuantile } from '../src/times/normal-quantile.ts';

const relative = (value: number, truth: number): number => Math.abs(value / truth - 1);

describe('the normal distribution', () => {
  // To 20 digits by arbitrary-precision arithmetic.
  it.each([
    [-37, 5.7255712225245768e-300],
    [-20, 2.7536241186062336951e-89],
    [-8, 6.2209605742717841235e-16],
    [-5, 2.8665157187919391167e-7],
    [-2, 0.0227501319481792072],
    [-1.999, 0.022804176932658888],
    [-0.5, 0.30853753872598689636],
    [0, 0.5],
    [0.5, 0.69146246127401310364],
    [3, 0.99865010196836990547],
  ])('has Φ(%d) = %d', (z, truth) => {
    expect(relative(normalCdf(z), truth)).toBeLessThan(2e-13);
  });

  it('has a quantile that inverts it, far into the lower tail', () => {
    for (let z = -37; z <= 5; z += 0.37)
      // Where Φ is near 1 its rounding is all that is left of the tail.
      expect(Math.abs(normalQuantile(normalCdf(z)) - z)).toBeLessThan(z > 0 ? 1e-9 : 2e-13 * Math.max(1, -z));
    expect(normalQuantile(0.5)).toBe(0);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });
});

describe('log-normal times', () => {
  const sde = new VpSde({ betaMin: 0, betaMax: 10 });

  it('stay inside an interval far from their mean, and keep their shape there', () => {
    const times = logNormalTimes({ mean: -1.2, std: 0.3, stratified: true });
    const [start, end] = [0.5, 1];
    // The interval begins 5.5 standard deviations above the mean: the draws crowd at its start.
    const drawn = times.times({ index: 0, start, end }, 1000, sde, randomStream(1, 'times'));
    drawn.forEach((t) => {
      expect(t).toBeGreaterThanOrEqual(start);
      expect(t).toBeLessThanOrEqual(end);
    });
    expect(new Set(drawn).size).toBe(1000);
    expect(drawn.filter((t) => t < 0.52).length).toBeGreaterThan(500);
  });

  it('say where nothing of them is left', () => {
    const times = logNormalTimes({ mean: -1.2, std: 0.01, stratified: true });
    expect(() => times.times({ index: 0, start: 0.5, end: 1 }, 8, sde, randomStream(1, 'times'))).toThrow(
      'leaves nothing in the interval (0.5, 1], whose log(σ/α) is 165.6 standard deviations or more from the mean -1.2; choose a larger times.std',
    );
  });
});
