import type { TimeGrid } from '@partita/core';
import { describe, expect, it } from 'vitest';
import { toySde } from './gaussian-model.ts';

/** What every time grid must do: give a clock that is monotone, invertible, and knows its own rate. */
export function describeTimeGrid(name: string, make: () => TimeGrid | Promise<TimeGrid>): void {
  describe(`${name} as a TimeGrid`, () => {
    const times = [1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.3, 0.7, 1];

    it('has a whole number of steps', async () => {
      const { steps } = await make();
      expect(Number.isSafeInteger(steps) && steps > 0).toBe(true);
    });

    it('has a clock that never turns back', async () => {
      const clock = (await make()).clock(toySde);
      const ticks = times.map((t) => clock.at(t));
      const signs = ticks.slice(1).map((u, i) => Math.sign(u - (ticks[i] as number)));
      expect(new Set(signs).size).toBe(1);
      expect(signs[0]).not.toBe(0);
    });

    it.each(times)('inverts its clock at t = %d', async (t) => {
      const clock = (await make()).clock(toySde);
      expect(Math.abs(clock.time(clock.at(t)) / t - 1)).toBeLessThan(1e-9);
    });

    it.each(times)('gives dt/du at t = %d', async (t) => {
      const clock = (await make()).clock(toySde);
      const step = 1e-4 * t;
      const rate = (2 * step) / (clock.at(t + step) - clock.at(t - step));
      expect(Math.abs(clock.rate(t) / rate - 1)).toBeLessThan(1e-6);
    });
  });
}
