import { PartitaError, randomStream } from '@partita/core';
import { selection, type Pool, type Splits } from '../pool.ts';
import { permutation } from './permutation.ts';

/** Keeps a share of a pool's images for testing: which ones is a function of their number alone. @throws PartitaError when a split would be empty */
export function setAside(pool: Pool, testFraction: number): Splits {
  const { count, source } = pool;
  const testSize = Math.round(count * testFraction);
  if (count < 2) throw new PartitaError(`${source} has ${count} image; a split into train and test needs at least 2.`);
  if (testSize < 1 || testSize >= count)
    throw new PartitaError(
      `dataset.testFraction: ${testFraction} of the ${count} images of ${source} leaves no ${testSize < 1 ? 'test' : 'training'} image; choose from ${1 / count} to ${1 - 1 / count}.`,
    );
  const order = permutation(count, randomStream(0, 'subset', count));
  return {
    test: selection(pool, testSize, order),
    train: selection(pool, count - testSize, (row) => order(testSize + row)),
  };
}
