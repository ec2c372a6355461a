import { describe, expect, it } from 'vitest';
import type { Sde, TimeInterval, Weighting, WeightingContext } from '@partita/core';

/** The contract of a `Weighting`: finite factors ≥ 0 inside any interval and on points, a function of the time and its context alone. */
export function describeWeighting(name: string, make: () => Weighting, sde: Sde): void {
  describe(`${name} fulfils Weighting`, () => {
    const contextOf = ({ start, end }: Pick<TimeInterval, 'start' | 'end'>): WeightingContext => ({
      sde,
      interval: { index: 0, start, end },
      density: () => 1 / (end - start),
    });

    it.each([
      [1e-6, sde.horizon],
      [1e-3, 0.02],
      [0.3, sde.horizon],
    ])('has finite factors on (%d, %d], not all of them 0', (start, end) => {
      const times = Array.from({ length: 50 }, (_, i) => start + ((i + 1) / 50) * (end - start));
      const weights = times.map((t) => make().weight(t, contextOf({ start, end })));
      for (const weight of weights) {
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(weight).toBeLessThan(Infinity);
      }
      expect(Math.max(...weights)).toBeGreaterThan(0);
      expect(times.map((t) => make().weight(t, contextOf({ start, end })))).toEqual(weights);
    });

    it('has a finite factor on a point', () => {
      const weight = make().weight(0.5, { sde, interval: { index: 3, start: 0.5, end: 0.5 } });
      expect(weight).toBeGreaterThan(0);
      expect(weight).toBeLessThan(Infinity);
    });
  });
}
