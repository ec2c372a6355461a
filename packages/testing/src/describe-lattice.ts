import { expect, it } from 'vitest';
import { latticeLevels, type Dataset, type Lattice } from '@partita/core';
import { widthOf } from './rows.ts';

/** Rows that are said to be discrete must be. `make` as in `describeDataset`. */
export function describeLattice(make: () => Dataset): void {
  it('has its rows in the middle of the cells of its lattice', async () => {
    const set = make();
    const lattice = set.lattice as Lattice;
    for (const split of ['train', 'test'] as const) {
      const rows = await set.batch({ split, seed: 11, index: 0, size: 100 });
      const levels = latticeLevels(rows, widthOf(set), lattice);
      const farthest = levels.reduce((most, level) => Math.max(most, Math.abs(level - Math.round(level))), 0);
      expect(farthest).toBeLessThan(1e-6 * lattice.levels);
      expect(levels.every((level) => level > -0.5 && level < lattice.levels - 0.5)).toBe(true);
    }
  });

  it('has one offset, or one for each coordinate', () => {
    const { offset } = make().lattice as Lattice;
    if (typeof offset !== 'number') expect(offset).toHaveLength(widthOf(make()));
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
