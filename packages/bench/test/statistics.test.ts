import { describe, expect, it } from 'vitest';
import { median, quantile, spread } from '../src/statistics/quantile.ts';
import { ratioOfMedians } from '../src/statistics/ratio.ts';

describe('quantiles', () => {
  it('are linear between order statistics', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([10, 20, 30, 40], 0.25)).toBe(17.5);
    expect(quantile([7], 0.9)).toBe(7);
    expect(spread([5, 1, 4, 2, 3])).toEqual({ median: 3, lower: 2, upper: 4 });
  });

  it('need values', () => {
    expect(() => median([])).toThrow('no quantile of no values');
  });
});

describe('the ratio of medians', () => {
  it('has an interval of no width where every round has the same values', () => {
    expect(ratioOfMedians([6, 6, 6], [3, 3, 3])).toEqual({ value: 2, low: 2, high: 2 });
  });

  it('resamples rounds: of two rounds, the pairs have the medians 2, 3, 3, 4', () => {
    expect(ratioOfMedians([2, 4], [1, 1])).toEqual({ value: 3, low: 2, high: 4 });
  });

  it('keeps the two sides of a round together: a disturbance that hits both cancels', () => {
    const speed = [1, 0.5, 0.9, 0.2, 1];
    const { value, low, high } = ratioOfMedians(
      speed.map((s) => 300 * s),
      speed.map((s) => 200 * s),
    );
    for (const bound of [value, low, high]) expect(bound).toBeCloseTo(1.5, 12);
  });

  it('covers the truth about 95 times of 100', () => {
    let covered = 0;
    for (let trial = 0; trial < 100; trial++) {
      const noisy = (mean: number, phase: number) =>
        Array.from({ length: 15 }, (_, i) => mean * (1 + 0.1 * pseudo(trial * 31 + i * 7 + phase)));
      const { low, high } = ratioOfMedians(noisy(2, 0), noisy(1, 1000));
      if (low <= 2 && high >= 2) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(88);
    expect(covered).toBeLessThan(100);
  });

  it('needs as many rounds on both sides', () => {
    expect(() => ratioOfMedians([1, 2], [1])).toThrow('as many values on both sides, got 2 and 1');
  });
});

/** A spread-out number of (−1, 1) for each whole number. */
const pseudo = (n: number): number => {
  const x = Math.sin(n * 12.9898) * 43758.5453;
  return 2 * (x - Math.floor(x)) - 1;
};
