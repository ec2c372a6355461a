import { describe, expect, it } from 'vitest';
import { Pace } from '../src/pace.ts';

const paceOn = (nodes: readonly number[], minStep = 1e-6) => new Pace(nodes, 4, { minStep });

describe('the pace of a row', () => {
  it('begins with the widest step of the grid, in its direction', () => {
    expect(paceOn([0, 0.1, 0.4, 0.5]).h).toBeCloseTo(0.3, 15);
    expect(paceOn([1, 0.8, 0.5, 0]).h).toBe(-0.5);
    expect(paceOn([0.3]).h).toBe(0);
    expect(paceOn([]).h).toBe(0);
  });

  it("follows h' = 0.9·h·error_n^(−0.7/5)·error_(n−1)^(0.4/5)", () => {
    const pace = paceOn([0, 0.01, 1]);
    expect(pace.h).toBe(0.99);
    const slow = paceOn(Array.from({ length: 101 }, (_, i) => i / 100));
    const h = slow.h;
    slow.settle(0.2);
    expect(slow.h).toBeCloseTo(h * 0.9 * 0.2 ** -0.14, 15);
    const second = slow.h;
    slow.settle(0.7);
    expect(slow.h).toBeCloseTo(second * 0.9 * 0.7 ** -0.14 * 0.2 ** 0.08, 15);
    expect(slow.u).toBeCloseTo(h + second, 15);
    expect(slow.trials).toBe(2);
  });

  it('changes a step by no more than 5, and by no less than a fifth', () => {
    const nodes = Array.from({ length: 101 }, (_, i) => i / 100);
    const [easy, hard, lost] = [paceOn(nodes), paceOn(nodes), paceOn(nodes)];
    const h = easy.h;
    easy.settle(0);
    hard.settle(1e9);
    lost.settle(NaN);
    expect([easy.h / h, hard.h / h, lost.h / h]).toEqual([5, 0.2, 0.2].map((factor) => expect.closeTo(factor, 12) as number));
  });

  it('stays where it is after a rejection, and does not grow right after one', () => {
    const pace = paceOn([0, 0.5, 1]);
    expect(pace.settle(3)).toBe(true);
    expect(pace.u).toBe(0);
    expect(pace.h).toBeCloseTo(0.5 * 0.9 * 3 ** -0.2, 15);
    const { h } = pace;
    pace.settle(1e-6);
    expect(pace.h).toBeCloseTo(h, 15);
    pace.settle(1e-6);
    expect(pace.u + pace.h).toBe(1);
  });

  it.each([
    [0, 1],
    [1, 0],
    [-3, 1 / 3],
  ])('arrives at the very end, from %d to %d', (start, end) => {
    const pace = paceOn([start, start + (end - start) / 7, end]);
    for (let i = 0; pace.h !== 0 && i < 1000; i++) {
      expect(Math.abs(pace.next - start)).toBeLessThanOrEqual(Math.abs(end - start));
      pace.settle(0.4 + 0.3 * Math.sin(i));
    }
    expect(pace.u).toBe(end);
  });

  it('refuses to go below the smallest step, but tries it', () => {
    const pace = paceOn([0, 1], 0.05);
    expect([pace.settle(1e9), pace.h]).toEqual([true, 0.2]);
    expect([pace.settle(1e9), pace.h]).toEqual([true, 0.05]);
    expect(pace.settle(1e9)).toBe(false);
  });
});
