/** The value below which a fraction of the finite values lies (nearest rank); undefined when there is none. */
export function quantile(values: ArrayLike<number>, fraction: number): number | undefined {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(fraction * sorted.length) - 1))];
}

/** The ends of the finite values, widened on both sides by a fraction of their distance; never empty. */
export function paddedRange(values: readonly number[], padding = 0): [number, number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  const [low, high] = finite.reduce<[number, number]>(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  const distance = high > low ? high - low : Math.max(Math.abs(high), 1) * 0.1;
  const margin = high > low ? padding * distance : distance;
  return [low - margin, high + margin];
}
