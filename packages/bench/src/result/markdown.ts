import type { Spread } from '../statistics/quantile.ts';
import type { Interval } from '../statistics/ratio.ts';

/** Three digits, more only before the point. */
export const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

export const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

export const spreadText = ({ median, lower, upper }: Spread): string => `${number(median)} (${number(lower)}–${number(upper)})`;

export const intervalText = ({ value, low, high }: Interval): string => `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;

/** A Markdown table; cells may hold any text. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cellText = (cell: string): string => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ');
  const line = (cells: readonly string[]): string => `| ${cells.map(cellText).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
