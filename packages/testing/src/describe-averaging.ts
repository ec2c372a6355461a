import { describe, expect, it } from 'vitest';
import type { Averaging } from '@partita/core';

/** The contract of an `Averaging`: decays in [0, 1) that depend on the update alone, and an average that leaves the start behind. */
export function describeAveraging(name: string, make: () => Averaging): void {
  describe(`${name} fulfils Averaging`, () => {
    const updates = [1, 2, 3, 10, 100, 1e4, 1e6];

    it('has decays in [0, 1), the same whenever asked', () => {
      const averaging = make();
      for (const update of [...updates, ...updates.toReversed()]) {
        const decay = averaging.decay(update);
        expect(decay).toBeGreaterThanOrEqual(0);
        expect(decay).toBeLessThan(1);
        expect(make().decay(update)).toBe(decay);
      }
    });

    it('has forgotten the parameters before training after 20 000 updates', () => {
      const averaging = make();
      let share = 1;
      for (let update = 1; update <= 20_000; update++) share *= averaging.decay(update);
      expect(share).toBeLessThan(1e-3);
    });
  });
}
