import { describe, expect, it } from 'vitest';
import { intervalsFrom, pointsFrom, segmentsOf, type BudgetContext, type TimeInterval } from '@partita/core';
import { describeBudget, gaussianProfile, planContext, toySde } from '@partita/testing';
import { wholeShares } from '../src/whole-shares.ts';
import { makeBudget, makePartition, total } from './plugin.ts';

for (const kind of ['uniform', 'proportional', 'neyman']) describeBudget(kind, () => makeBudget(kind));
describeBudget('proportional without a least share', () => makeBudget({ kind: 'proportional', least: 0 }));
describeBudget('neyman that ends early', () => makeBudget({ kind: 'neyman', least: 1, patience: 3 }));

const fine = gaussianProfile(toySde, 1e-3, 4096);
const contextOf = (plan: readonly TimeInterval[], steps = 1_000_000): BudgetContext => ({
  ...planContext({ steps, pilot: async () => fine }),
  plan,
});
const softplus = (logSnr: number): number => Math.log1p(Math.exp(logSnr));
const sharesOf = (plan: readonly TimeInterval[]): number[] => {
  const updates = plan.map(({ steps }) => steps!);
  return updates.map((steps) => steps / total(updates));
};

describe('uniform', () => {
  it('is the plan as it is', async () => {
    const plan = await makePartition('progressive').plan(planContext());
    expect(await makeBudget('uniform').allocate(contextOf(plan))).toBe(plan);
  });
});

describe('shares of a Gaussian, whose loss is 1/(1 + e^−λ) and its variance twice the square of that', () => {
  const plans = { intervals: intervalsFrom([1e-3, 0.05, 0.2, 0.6, 1]), points: pointsFrom([0.05, 0.2, 0.6, 1]) };

  for (const [words, plan] of Object.entries(plans))
    it.each(['proportional', 'neyman'])(`of ${words} are the closed form in %s`, async (kind) => {
      const nats = segmentsOf(plan, 1e-3, 1).map(({ start, end }) => softplus(toySde.logSnr(start)) - softplus(toySde.logSnr(end)));
      const shares = sharesOf(await makeBudget({ kind, least: 0 }).allocate(contextOf(plan)));
      shares.forEach((share, k) => expect(share).toBeCloseTo(nats[k]! / total(nats), 5));
    });

  it('are equal after equal-information', async () => {
    const plan = await makePartition('equal-information').plan(contextOf([]));
    const shares = sharesOf(await makeBudget('proportional').allocate(contextOf(plan)));
    shares.forEach((share) => expect(share).toBeCloseTo(1 / 4, 5));
  });

  it('differ where the loss spreads otherwise than it is large', async () => {
    const pilot = async () => fine.map((bin) => ({ ...bin, squaredLoss: bin.loss ** 2 + (bin.start < 0.2 ? 0 : 1) }));
    const [early, , late] = await makeBudget({ kind: 'neyman', least: 0.1 }).allocate({ ...contextOf(plans.intervals), pilot });
    expect(early?.steps).toBe(100_000);
    expect(late?.steps).toBeGreaterThan(1_000_000);
  });

  it('have no interval below the least share', async () => {
    const plan = (await makeBudget({ kind: 'proportional', least: 0.5 }).allocate(contextOf(plans.intervals, 101))).map(
      ({ steps }) => steps!,
    );
    expect(Math.min(...plan)).toBe(50);
    expect(total(plan)).toBe(404);
  });
});

describe('neyman', () => {
  it('sets patience on what is in force', async () => {
    const plan = await makePartition('progressive').plan(planContext());
    const patient = await makeBudget({ kind: 'neyman', patience: 5 }).allocate(contextOf(plan));
    expect(patient.map(({ patience }) => patience)).toEqual([5, 5, 5, 5, undefined, undefined, undefined]);
    expect((await makeBudget('neyman').allocate(contextOf(plan))).every(({ patience }) => patience === undefined)).toBe(true);
  });
});

describe('whole shares', () => {
  it.each([
    [[1, 1, 1], 10, 1, [4, 3, 3]],
    [[5, 3, 2], 10, 1, [5, 3, 2]],
    [[0.7, 0.2, 0.1], 5, 1, [3, 1, 1]],
    [[0, 0], 5, 1, [3, 2]],
    [[1, 0, 0, 0], 4, 1, [1, 1, 1, 1]],
    [[100, 10, 1, 0], 40, 5, [25, 5, 5, 5]],
    [[1e-300, 1e-300], 6, 1, [3, 3]],
  ])('of %j in %i, each at least %i, are %j', (weights, whole, least, shares) => {
    expect(wholeShares(weights, whole, least)).toEqual(shares);
  });

  it('are within one of the exact ones where none is lifted', () => {
    const weights = Array.from({ length: 40 }, (_, i) => 1 + Math.sin(i) ** 2);
    const shares = wholeShares(weights, 9973, 1);
    shares.forEach((share, i) => expect(Math.abs(share - (9973 * weights[i]!) / total(weights))).toBeLessThan(1));
    expect(total(shares)).toBe(9973);
  });
});
