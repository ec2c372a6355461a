import { describe, expect, it } from 'vitest';
import { inForce, intervalsFrom, pointsFrom, requirePlan, type Budget, type BudgetContext, type TimeInterval } from '@partita/core';
import { planContext } from './plan-context.ts';

const FOUR = intervalsFrom([1e-3, 0.02, 0.1, 0.3, 1]);

/** Everything that a plan can say of an interval, at least once. */
const RICH: readonly TimeInterval[] = [
  { index: 0, start: 1e-3, end: 0.2, trainedOn: { start: 1e-3, end: 0.25 }, network: { widths: [8] }, steps: 70, from: 1 },
  { index: 1, start: 0.2, end: 1, trainedOn: { start: 0.15, end: 1 }, from: 2 },
  { index: 2, start: 1e-3, end: 1, steps: 50, scaffold: true },
];

const CASES: Readonly<Record<string, { readonly plan: readonly TimeInterval[]; readonly steps: number }>> = {
  'one interval': { plan: intervalsFrom([1e-3, 1]), steps: 100 },
  'four intervals': { plan: FOUR, steps: 1000 },
  'four intervals of one update': { plan: FOUR, steps: 1 },
  'seven points': { plan: pointsFrom([0.01, 0.03, 0.1, 0.2, 0.4, 0.7, 1]), steps: 13 },
  'a plan with settings of its own and a scaffold': { plan: RICH, steps: 31 },
};

/** What any allocator does: it shares whole updates, as many as before, and changes nothing else, the same way for the same context. */
export function describeBudget(name: string, make: () => Budget): void {
  describe(`${name} fulfils Budget`, () => {
    for (const [words, changes] of Object.entries(CASES)) {
      const context: BudgetContext = { ...planContext({ steps: changes.steps }), plan: changes.plan };
      const updates = (plan: readonly TimeInterval[]): number[] => inForce(plan).map(({ steps = context.steps }) => steps);

      it(`keeps the number of all updates of ${words}`, async () => {
        const shared = updates(await make().allocate(context));
        expect(total(shared)).toBe(total(updates(context.plan)));
        shared.forEach((steps) => expect(Number.isInteger(steps) && steps >= 1, `${steps} updates`).toBe(true));
      });

      it(`changes nothing but updates and patience of ${words}`, async () => {
        const plan = await make().allocate(context);
        requirePlan(plan, context.tMin, context.sde.horizon);
        expect(plan.map(otherwise)).toEqual(context.plan.map(otherwise));
        expect(plan.filter(({ scaffold }) => scaffold)).toEqual(context.plan.filter(({ scaffold }) => scaffold));
      });

      it(`shares the same again for ${words}, and as JSON`, async () => {
        const plan = await make().allocate(context);
        expect(await make().allocate(context)).toEqual(plan);
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      });
    }
  });
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const otherwise = ({ steps: _steps, patience: _patience, ...rest }: TimeInterval): Omit<TimeInterval, 'steps' | 'patience'> => rest;
