import type { Interval } from '../statistics/ratio.ts';

/** Three digits, whole numbers as they are. */
export function plain(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return Math.abs(value) < 1e-4 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}

/** With its sign, also where it is positive. */
export const signed = (value: number): string => (value < 0 ? `−${plain(-value)}` : `+${plain(value)}`);

/** `0.0123 [0.0101, 0.0145]`: the digits that the interval's width leaves, or as many as are asked for. */
export function within({ value, low, high }: Interval, digits = digitsOf(high - low)): string {
  if (!(high > low)) return plain(value);
  return `${value.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
}

/** Two digits of an interval's half width. */
const digitsOf = (width: number): number =>
  width > 0 && Number.isFinite(width) ? Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(width / 2)))) : 4;
