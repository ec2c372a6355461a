import { describe, expect, it } from 'vitest';
import { randomStream, type Sde, type TimeSampling } from '@partita/core';

/** Times stay inside their interval, fill it, and depend on their stream alone. */
export function describeTimeSampling(name: string, make: () => TimeSampling, sde: Sde): void {
  describe(`${name} fulfils TimeSampling`, () => {
    const interval = { index: 1, start: 0.02, end: 0.3 };
    const draw = (index: number): Float64Array => make().times(interval, 256, sde, randomStream(5, 'times', index));

    it('stays inside the interval and reaches both halves', () => {
      const times = draw(0);
      expect(times).toHaveLength(256);
      for (const t of times) {
        expect(t).toBeGreaterThanOrEqual(interval.start);
        expect(t).toBeLessThanOrEqual(interval.end);
      }
      const middle = sde.time((sde.logSnr(interval.start) + sde.logSnr(interval.end)) / 2);
      expect(times.some((t) => t < middle)).toBe(true);
      expect(times.some((t) => t > middle)).toBe(true);
    });

    it('is a function of its stream', () => {
      expect(draw(0)).toEqual(draw(0));
      expect(draw(0)).not.toEqual(draw(1));
    });

    it('stands still on a point', () => {
      const times = make().times({ index: 0, start: 0.5, end: 0.5 }, 4, sde, randomStream(5, 'times'));
      expect(Array.from(times)).toEqual([0.5, 0.5, 0.5, 0.5]);
    });
  });
}
