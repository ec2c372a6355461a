const MISSING = '–';
const minus = (text: string): string => text.replaceAll('-', '−');

/** A number to some significant digits, without needless zeros: `0.05`, `−2.314`. */
export function formatNumber(value: number, digits = 4): string {
  return Number.isFinite(value) ? minus(String(Number(value.toPrecision(digits)))) : MISSING;
}

/** A whole number in groups of three: `1,204,000`. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? minus(Math.round(value).toLocaleString('en-US')) : MISSING;
}

/** A duration in seconds: whole from 10 s on. */
export function formatSeconds(value: number): string {
  return Math.abs(value) >= 10 ? formatCount(value) : formatNumber(value, 2);
}

/** Where a value and its error are both below this, only its size is worth a look: `1e−8`. */
const NOUGHT = 1e-6;

/** A value to two digits of its standard error: `2.314 ± 0.012`. */
export function formatUncertain(value: number, standardError: number): string {
  if (!Number.isFinite(value)) return MISSING;
  if (!(standardError > 0) || !Number.isFinite(standardError)) return formatNumber(value);
  if (Math.max(Math.abs(value), standardError) < NOUGHT) return formatNumber(value, 2);
  const decimals = Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(standardError))));
  return `${minus(value.toFixed(decimals))} ± ${standardError.toFixed(decimals)}`;
}
