/** Mean and variance of each coordinate of some rows. */
export interface Moments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** @param rows `[n, dimension]`, row-major */
export function momentsOf(rows: Float32Array, dimension: number): Moments {
  const count = rows.length / dimension;
  const mean = new Float64Array(dimension);
  const variance = new Float64Array(dimension);
  rows.forEach((value, i) => (mean[i % dimension] = (mean[i % dimension] as number) + value / count));
  rows.forEach((value, i) => {
    const axis = i % dimension;
    variance[axis] = (variance[axis] as number) + (value - (mean[axis] as number)) ** 2 / count;
  });
  return { mean, variance };
}
