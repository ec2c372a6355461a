import { describe, expect, it } from 'vitest';
import { difference, meanOverSeeds, pairedDifference, type Finding } from '../src/statistics/over-seeds.ts';
import { ranks } from '../src/statistics/ranks.ts';
import { studentQuantile } from '../src/statistics/student-t.ts';

const findings = (...values: number[]): Finding[] => values.map((value, seed) => ({ seed, value, standardError: 0.5 }));

describe("Student's quantile", () => {
  it('is that of the tables', () => {
    expect(studentQuantile(1)).toBeCloseTo(12.7062, 4);
    expect(studentQuantile(2)).toBeCloseTo(4.30265, 5);
    expect(studentQuantile(4)).toBeCloseTo(2.77645, 5);
    expect(studentQuantile(30)).toBeCloseTo(2.04227, 5);
    expect(studentQuantile(1e6)).toBeCloseTo(1.95997, 4);
    expect(studentQuantile(5, 0.99)).toBeCloseTo(4.03214, 5);
  });

  it('takes degrees that are not whole: for ν = 1 and 2 it has closed forms, and lies between them', () => {
    expect(studentQuantile(1, 0.9)).toBeCloseTo(Math.tan((0.9 * Math.PI) / 2), 9); // Cauchy
    expect(studentQuantile(2, 0.9)).toBeCloseTo(0.9 * Math.sqrt(2 / (1 - 0.81)), 9);
    expect(studentQuantile(1.5, 0.9)).toBeLessThan(studentQuantile(1, 0.9));
    expect(studentQuantile(1.5, 0.9)).toBeGreaterThan(studentQuantile(2, 0.9));
  });
});

describe('over seeds', () => {
  it('the mean has the interval of Student: 1, 2, 3 have s = 1', () => {
    const { value, low, high } = meanOverSeeds(findings(1, 2, 3));
    expect(value).toBe(2);
    expect(high - 2).toBeCloseTo(4.302653 / Math.sqrt(3), 5);
    expect(2 - low).toBeCloseTo(high - 2, 12);
  });

  it('one seed has its own standard error, and none has no mean', () => {
    expect(meanOverSeeds(findings(7))).toEqual({ value: 7, low: 7 - 1.96 * 0.5, high: 7 + 1.96 * 0.5 });
    expect(() => meanOverSeeds([])).toThrow('no mean of no seeds');
  });

  it('what both sides owe to the seed cancels in a paired difference, and not in Welch’s', () => {
    const [left, right] = [findings(11, 22, 33), findings(10, 21, 32)];
    expect(pairedDifference(left, right)).toEqual({ value: 1, low: 1, high: 1 });
    const { value, low, high } = difference(left, right);
    expect(value).toBe(1);
    expect(low).toBeLessThan(-20);
    expect(high).toBeGreaterThan(20);
  });

  it('pairs by the seed, and needs two pairs', () => {
    const shuffled = [...findings(1, 2, 3)].reverse();
    expect(pairedDifference(findings(2, 4, 6), shuffled)?.value).toBeCloseTo(2, 12);
    expect(pairedDifference(findings(2, 4), findings(1))).toBeUndefined();
  });

  it("Welch's degrees are n + m − 2 where both sides are alike", () => {
    const { high } = difference(findings(1, 2, 3), findings(1, 2, 3));
    expect(high).toBeCloseTo(2.776445 * Math.sqrt(2 / 3), 5);
  });

  it('single findings count with their own errors', () => {
    expect(difference(findings(3), findings(1)).high).toBeCloseTo(2 + 1.96 * Math.hypot(0.5, 0.5), 12);
  });
});

it('ranks share the places of equal values', () => {
  expect(ranks([0.3, 0.1, 0.3, 0.2])).toEqual([3.5, 1, 3.5, 2]);
});
