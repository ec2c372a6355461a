import type { Interval } from '../statistics/ratio.ts';
import { mean } from '../statistics/over-seeds.ts';
import { contestantOf, groupBy, groupName } from './cells.ts';
import { plain, signed, within } from './number-text.ts';
import type { Quantity, SuiteResult } from './suite-result.ts';

/** A table for people; its first column names what each row is of. */
export interface SuiteTable {
  readonly title: string;
  /** Sentences with an empty line after them, or nothing. */
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Contestants by mean rank. */
export function leagueTable({ league, axes, headline, quantities, rows }: SuiteResult): SuiteTable[] {
  const groups = [...new Set(rows.map(({ cell }) => groupName(cell, axes)))];
  const title = quantities.find(({ name }) => name === headline)?.title ?? '';
  if (league.length === 0 || groups.length < 2) return [];
  return [
    {
      title: 'League',
      caption: `Ranks by mean ${title}, 1 is best; the mean rank with its 95 % interval over seeds.\n\n`,
      header: [axes.at(-1) ?? '', 'mean rank', ...groups],
      rows: league.map(({ contestant, rank, places }) => [
        contestant,
        within(rank, 2),
        ...groups.map((group) => String(places[group] ?? '–')),
      ]),
    },
  ];
}

/** A table for each group: a row for each contestant, a column for each quantity that any of them has. */
export function cellTables({ curves, summaries, axes, quantities }: SuiteResult): SuiteTable[] {
  if (curves.length > 0) return [];
  return [...groupBy(summaries, ({ cell }) => groupName(cell, axes))].map(([group, own]) => {
    const columns = quantities.filter(({ name }) => own.some(({ quantity }) => quantity === name));
    const rows = [...groupBy(own, ({ cell }) => contestantOf(cell, axes))].map(([contestant, of]) => [
      contestant,
      ...columns.map(({ name, better }) => {
        const summary = of.find(({ quantity }) => quantity === name);
        if (!summary) return '–';
        return better === 'neither' ? plain(summary.mean.value) : `${within(summary.mean)}${errorText(summary.ownError)}`;
      }),
    ]);
    return { title: group === '' ? 'Results' : group, caption: '', header: [axes.at(-1) ?? '', ...columns.map(columnTitle)], rows };
  });
}

/** For each curve: a row for each group, a column for each value of the last axis. */
export function curveTables({ curves, summaries, axes, quantities }: SuiteResult): SuiteTable[] {
  return curves.flatMap(({ y }) => {
    const quantity = quantities.find(({ name }) => name === y);
    const own = summaries.filter((each) => each.quantity === y);
    if (!quantity || own.length === 0) return [];
    const levels = [...new Set(own.map(({ cell }) => contestantOf(cell, axes)))].sort((a, b) => Number(a) - Number(b));
    const rows = [...groupBy(own, ({ cell }) => groupName(cell, axes))].map(([group, of]) => [
      group,
      ...levels.map((level) => {
        const summary = of.find(({ cell }) => contestantOf(cell, axes) === level);
        return summary ? within(summary.mean) : '–';
      }),
    ]);
    const header = [axes.slice(0, -1).join(' / '), ...levels];
    return [{ title: capital(columnTitle(quantity)), caption: `By ${axes.at(-1) ?? ''}, with 95 % intervals.\n\n`, header, rows }];
  });
}

/** For each group, what each contestant has more or less than each control. */
export function comparisonTables({ comparisons, axes, headline, quantities }: SuiteResult): SuiteTable[] {
  const quantity = quantities.find(({ name }) => name === headline);
  if (!quantity) return [];
  const controls = [...new Set(comparisons.map(({ control }) => control))];
  return [...groupBy(comparisons, ({ cell }) => groupName(cell, axes))].map(([group, own]) => ({
    title: `${group}: against the controls`,
    caption: `${capital(columnTitle(quantity))} less that of the control, seed by seed, with its 95 % interval; better or worse only where the interval leaves out 0.\n\n`,
    header: [axes.at(-1) ?? '', ...controls.map((control) => `less ${control}`)],
    rows: [...groupBy(own, ({ cell }) => contestantOf(cell, axes))].map(([contestant, of]) => [
      contestant,
      ...controls.map((control) => {
        const found = of.find((each) => each.control === control);
        return found ? `${differenceText(found.difference)} ${found.verdict}` : '–';
      }),
    ]),
  }));
}

/** The parts of the headline, interval by interval, with where the intervals end: means over seeds. */
export function edgesTables({ rows, axes, headline }: SuiteResult): SuiteTable[] {
  const cut = rows.filter(({ edges }) => edges !== undefined && edges.length > 2 && edges.length <= MOST_EDGES);
  return [...groupBy(cut, ({ cell }) => groupName(cell, axes))].map(([group, own]) => ({
    title: `${group}: where time was cut`,
    caption: 'Edges of the intervals, and what each interval loses of the headline in order of time; means over seeds.\n\n',
    header: [axes.at(-1) ?? '', 'edges', 'parts'],
    rows: [...groupBy(own, ({ cell }) => contestantOf(cell, axes))].map(([contestant, of]) => [
      contestant,
      columnMeans(of.map(({ edges = [] }) => edges))
        .map(plain)
        .join(', '),
      columnMeans(of.map(({ values }) => (values[headline ?? '']?.parts ?? []).map(({ value }) => value)))
        .map(plain)
        .join(', '),
    ]),
  }));
}

/** Beyond, edges say nothing to a reader. */
const MOST_EDGES = 17;

const columnMeans = (lists: readonly (readonly number[])[]): number[] =>
  (lists[0] ?? []).map((_, i) => mean(lists.map((list) => list[i] ?? NaN)));

export const columnTitle = ({ title, unit }: Quantity): string => (unit === '' ? title : `${title} (${unit})`);

export const differenceText = ({ value, low, high }: Interval): string => `${signed(value)} [${signed(low)}, ${signed(high)}]`;

const errorText = (ownError: number): string => (ownError > 0 ? ` (±${plain(ownError)})` : '');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
