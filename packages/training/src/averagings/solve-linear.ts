/** The solution x of A·x = b by Gaussian elimination with partial pivoting; A is regular and square. */
export function solveLinear(matrix: readonly (readonly number[])[], right: readonly number[]): Float64Array {
  const n = right.length;
  const rows: Float64Array[] = matrix.map((row, i) => Float64Array.from([...row, right[i] as number]));
  const at = (i: number, j: number): number => (rows[i] as Float64Array)[j] as number;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(at(i, k)) > Math.abs(at(pivot, k))) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot] as Float64Array, rows[k] as Float64Array];
    for (let i = k + 1; i < n; i++) {
      const factor = at(i, k) / at(k, k);
      const row = rows[i] as Float64Array;
      for (let j = k; j <= n; j++) row[j] = at(i, j) - factor * at(k, j);
    }
  }
  const x = new Float64Array(n);
  for (let k = n - 1; k >= 0; k--) {
    let rest = at(k, n);
    for (let j = k + 1; j < n; j++) rest -= at(k, j) * (x[j] as number);
    x[k] = rest / at(k, k);
  }
  return x;
}
