/** W₂² = ∫₀¹ (F⁻¹(u) − G⁻¹(u))² du of two samples on a line, both in increasing order; their sizes may differ. */
export function squaredWassersteinOnLine(a: Float64Array, b: Float64Array): number {
  let [i, j, u, sum] = [0, 0, 0, 0];
  while (i < a.length && j < b.length) {
    // Both quantile functions are steps: (i + 1)/n and (j + 1)/m are where they next rise, compared as whole numbers.
    const [inA, inB] = [(i + 1) * b.length, (j + 1) * a.length];
    const next = Math.min(inA, inB);
    sum += (next - u) * ((a[i] as number) - (b[j] as number)) ** 2;
    u = next;
    if (inA === next) i++;
    if (inB === next) j++;
  }
  return sum / (a.length * b.length);
}
