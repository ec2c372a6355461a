import type { Lattice } from './dataset.ts';

/**
 * The levels k of rows `[n, dimension]` on a lattice, k = levels·(x − offset)/scale − ½: whole numbers from 0 to levels − 1 for the data,
 * anything between for samples of a model.
 */
export function latticeLevels(rows: ArrayLike<number>, dimension: number, { levels, scale, offset }: Lattice): Float64Array {
  const offsetOf = typeof offset === 'number' ? () => offset : (i: number) => offset[i % dimension] as number;
  return Float64Array.from(rows, (x, i) => (levels * (x - offsetOf(i))) / scale - 0.5);
}
