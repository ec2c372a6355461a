import { describe, expect, it } from 'vitest';
import { segmentsOf, type Partition, type Sde } from '@partita/core';

/** A process simple enough to know by heart: α = e^{−t/2}, horizon 1. */
const sde: Sde = {
  horizon: 1,
  priorSigma: 1,
  alpha: (t) => Math.exp(-t / 2),
  sigma: (t) => Math.sqrt(-Math.expm1(-t)),
  drift: () => -0.5,
  diffusion2: () => 1,
  logSnr: (t) => -Math.log(Math.expm1(t)),
  time: (logSnr) => Math.log1p(Math.exp(-logSnr)),
};

/** What any plan must be: a cover of (tMin, T] without gap or overlap, the same for the same context, plain JSON. */
export function describePartition(name: string, make: () => Partition): void {
  describe(`${name} fulfils Partition`, () => {
    for (const tMin of [1e-3, 1e-5]) {
      const context = { sde, tMin, steps: 1000, seed: 3 };

      it(`covers (${tMin}, 1] exactly once`, async () => {
        const segments = segmentsOf(await make().plan(context), tMin, 1);
        expect(segments[0]?.start).toBe(tMin);
        expect(segments.at(-1)?.end).toBe(1);
        segments.slice(1).forEach((segment, i) => expect(segment.start).toBe(segments[i]?.end));
      });

      it(`plans the same again at tMin = ${tMin}`, async () => {
        expect(await make().plan(context)).toEqual(await make().plan(context));
      });
    }

    it('survives JSON', async () => {
      const plan = await make().plan({ sde, tMin: 1e-3, steps: 1000, seed: 3 });
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    });
  });
}
