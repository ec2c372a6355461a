/** Squared Euclidean distance between row i of `a` and row j of `b`. */
export function squaredDistance(a: Float32Array, i: number, b: Float32Array, j: number, dimension: number): number {
  let sum = 0;
  for (let axis = 0; axis < dimension; axis++) {
    const difference = (a[i * dimension + axis] as number) - (b[j * dimension + axis] as number);
    sum += difference * difference;
  }
  return sum;
}

/** Rows of each side whose distances the median heuristic looks at. */
const LOOKED_AT = 250;

/** The median distance between two of the first rows of both samples together: the usual bandwidth of a Gaussian kernel. */
export function medianDistance(a: Float32Array, b: Float32Array, dimension: number): number {
  const pooled = joined(a.subarray(0, LOOKED_AT * dimension), b.subarray(0, LOOKED_AT * dimension));
  const count = pooled.length / dimension;
  const squares = new Float64Array((count * (count - 1)) / 2);
  let at = 0;
  for (let i = 1; i < count; i++) for (let j = 0; j < i; j++) squares[at++] = squaredDistance(pooled, i, pooled, j, dimension);
  return Math.sqrt(squares.sort()[squares.length >> 1] ?? 0);
}

/** The rows of both, one after the other. */
export function joined(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
