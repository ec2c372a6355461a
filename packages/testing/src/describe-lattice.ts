import { expect, it } from 'vitest';
import type { Dataset, Lattice } from '@partita/core';
import { widthOf } from './rows.ts';

/** Rows that are said to be discrete must be. `make` as in `describeDataset`. */
export function describeLattice(make: () => Dataset): void {
  it('has its rows in the middle of the cells of its lattice', async () => {
    const set = make();
    const { levels, scale, offset } = set.lattice as Lattice;
    const rows = await set.batch({ split: 'test', seed: 11, index: 0, size: 1000 });
    rows.forEach((value) => {
      const level = ((value - offset) / scale) * levels - 0.5;
      expect(Math.abs(level - Math.round(level))).toBeLessThan(1e-6 * levels);
      expect(Math.round(level)).toBeGreaterThanOrEqual(0);
      expect(Math.round(level)).toBeLessThan(levels);
    });
  });

  it('has no density of its own, and an entropy that its levels allow', () => {
    const set = make();
    const { levels, entropy } = set.lattice as Lattice;
    expect(set.exact).toBeUndefined();
    if (entropy === undefined) return;
    expect(entropy).toBeGreaterThanOrEqual(0);
    expect(entropy).toBeLessThanOrEqual(widthOf(set) * Math.log(levels) * (1 + 1e-12));
  });
}
