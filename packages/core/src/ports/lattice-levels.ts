import type { Lattice } from './dataset.ts';

/**
 * The levels k of rows `[n, dimension]` on a lattice, k = levels·(x − offset)/scale − ½: whole numbers from 0 to levels − 1 for the data,
 * anything between for samples of a model.
 */
export function latticeLevels(rows: ArrayLike<number>, dimension: number, { levels, scale, offset }: Lattice): Float64Array {
  const found = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const from = typeof offset === 'number' ? offset : (offset[i % dimension] as number);
    found[i] = (levels * ((rows[i] as number) - from)) / scale - 0.5;
  }
  return found;
}
