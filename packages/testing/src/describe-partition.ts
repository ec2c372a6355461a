import { describe, expect, it } from 'vitest';
import { requirePlan, segmentsOf, trainingWaves, type Partition } from '@partita/core';
import { planContext } from './plan-context.ts';

/** What any plan must be: a cover of (tMin, T] without gap or overlap, the same for the same context, plain JSON. */
export function describePartition(name: string, make: () => Partition): void {
  describe(`${name} fulfils Partition`, () => {
    for (const tMin of [1e-3, 1e-5]) {
      const context = planContext({ tMin });

      it(`covers (${tMin}, 1] exactly once`, async () => {
        const segments = segmentsOf(await make().plan(context), tMin, 1);
        expect(segments[0]?.start).toBe(tMin);
        expect(segments.at(-1)?.end).toBe(1);
        segments.slice(1).forEach((segment, i) => expect(segment.start).toBe(segments[i]?.end));
      });

      it(`can train at tMin = ${tMin}`, async () => {
        const plan = await make().plan(context);
        requirePlan(plan, tMin, 1);
        expect(trainingWaves(plan).flat()).toHaveLength(plan.length);
      });

      it(`plans the same again at tMin = ${tMin}`, async () => {
        expect(await make().plan(context)).toEqual(await make().plan(context));
      });
    }

    it('survives JSON', async () => {
      const plan = await make().plan(planContext());
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    });
  });
}
