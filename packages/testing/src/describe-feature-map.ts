import { PartitaError, randomStream, type Dataset, type FeatureMap } from '@partita/core';
import { describe, expect, it } from 'vitest';

/**
 * The contract of a `FeatureMap`: a vector for each row, a function of that row alone.
 * @param name as the tests print it
 * @param make gives a fresh one
 * @param shape of the rows that it takes; they are drawn as bytes
 */
export function describeFeatureMap(name: string, make: () => FeatureMap, shape: readonly number[] = [4, 4, 1]): void {
  describe(`${name} as a FeatureMap`, () => {
    const size = shape.reduce((product, n) => product * n, 1);
    const data: Pick<Dataset, 'shape' | 'lattice'> = { shape, lattice: { levels: 256, scale: 2, offset: -1 } };
    const random = randomStream(0, 'features');
    const rows = Float32Array.from({ length: 5 * size }, () => (2 * (Math.floor(256 * random.uniform()) + 0.5)) / 256 - 1);

    it('gives a vector of finite numbers for each row', async () => {
      const { values, dimension } = await make().features(rows, data);
      expect(dimension).toBeGreaterThan(0);
      expect(values).toHaveLength(5 * dimension);
      expect(values.every(Number.isFinite)).toBe(true);
      expect(new Set(values).size).toBeGreaterThan(1);
    });

    it('looks at each row by itself, and always gives the same', async () => {
      const together = await make().features(rows, data);
      const map = make();
      for (const row of [3, 0]) {
        const alone = await map.features(rows.slice(row * size, (row + 1) * size), data);
        const same = together.values.subarray(row * together.dimension, (row + 1) * together.dimension);
        alone.values.forEach((value, i) => expect(value).toBeCloseTo(same[i] as number, 4));
      }
      expect(await map.features(rows, data)).toEqual(together);
    });

    it('leaves the rows as they are', async () => {
      const before = rows.slice();
      await make().features(rows, data);
      expect(rows).toEqual(before);
    });

    it('takes no rows, or says in a sentence that it wants some', async () => {
      const none = await make()
        .features(new Float32Array(), data)
        .catch((error: unknown) => error);
      if (none instanceof Error) expect(none).toBeInstanceOf(PartitaError);
      else expect((none as { values: Float32Array }).values).toHaveLength(0);
    });
  });
}
