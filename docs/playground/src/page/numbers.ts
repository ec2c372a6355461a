/** A number in few digits: 0.00123, 0.12, 3.4, 12. */
export const short = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '–');

/** `learningRate` as people write it. */
export const spaced = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();

/** The value below which a share of the numbers lies. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}
