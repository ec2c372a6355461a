import { describe, expect, it } from 'vitest';
import type { BatchRequest, Dataset } from '@partita/core';
import { describeExactDensity } from './describe-exact-density.ts';
import { describeLattice } from './describe-lattice.ts';
import { rowsOf, widthOf } from './rows.ts';

/**
 * The contract of a `Dataset`. `make` is called while tests are collected, and for each test; every call must give the same set,
 * with at least a few hundred distinct rows. A set with an exact density or a lattice is also checked against its own draws.
 */
export function describeDataset(name: string, make: () => Dataset): void {
  const request: BatchRequest = { split: 'train', seed: 7, index: 0, size: 100 };

  describe(`${name} as a Dataset`, () => {
    it('gives finite rows of the stated shape', async () => {
      const set = make();
      expect(set.shape.length).toBeGreaterThan(0);
      expect(set.shape.every((size) => Number.isInteger(size) && size > 0)).toBe(true);
      for (const split of ['train', 'test'] as const)
        for (const size of [1, 100]) {
          const batch = await set.batch({ ...request, split, size });
          expect(batch).toBeInstanceOf(Float32Array);
          expect(batch.length).toBe(size * widthOf(set));
          expect(batch.every(Number.isFinite)).toBe(true);
        }
    });

    it('gives a batch as a function of its request alone', async () => {
      const set = make();
      const first = await set.batch({ ...request, index: 3 });
      const copy = first.slice();
      first.fill(0);
      await set.batch({ ...request, index: 4, seed: 8 });
      await set.batch({ ...request, split: 'test' });
      expect(areEqual(await set.batch({ ...request, index: 3 }), copy)).toBe(true);
      expect(areEqual(await make().batch({ ...request, index: 3 }), copy)).toBe(true);
    });

    it('gives other training rows for another index and another seed', async () => {
      const set = make();
      const batches = [request, { ...request, index: 1 }, { ...request, seed: 8 }].map((one) => set.batch(one));
      const [a, b, c] = (await Promise.all(batches)) as [Float32Array, Float32Array, Float32Array];
      expect([areEqual(a, b), areEqual(a, c), areEqual(b, c)]).toEqual([false, false, false]);
    });

    it('never shares a row between training and test', async () => {
      const set = make();
      if (set.lattice) return; // equal rows are drawn by chance
      const rows = async (split: 'train' | 'test'): Promise<string[]> => {
        const batches = await Promise.all([0, 1, 2].map((index) => set.batch({ ...request, split, index })));
        return batches.flatMap((batch) => rowsOf(batch, widthOf(set)).map((row) => row.join()));
      };
      const trained = new Set(await rows('train'));
      expect((await rows('test')).filter((row) => trained.has(row))).toEqual([]);
    });

    const { exact, lattice, shape } = make();
    if (exact) describeExactDensity(make, shape.length === 1 && shape[0] === 2);
    if (lattice) describeLattice(make);
  });
}

/** Said by one value: a matcher that looks for differences takes seconds for a batch of images. */
const areEqual = (a: Float32Array, b: Float32Array): boolean => a.length === b.length && a.every((value, i) => value === b[i]);
