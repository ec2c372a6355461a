import type { Interval } from '../statistics/ratio.ts';
import { mean, meanOverSeeds, pairedDifference, type Finding } from '../statistics/over-seeds.ts';
import { cellName, contestantOf, groupBy, groupName } from './cells.ts';
import { leagueOf } from './league.ts';
import type { Row } from './row.ts';
import type { Quantity, Summary, SuiteComparison, SuiteResult, Verdict } from './suite-result.ts';

export interface SummaryOptions {
  readonly axes: readonly string[];
  readonly quantities: readonly Quantity[];
  readonly headline: string | null;
  readonly controls: readonly string[];
}

/** Statistics over seeds of a suite's rows. */
export function summariseSuite(
  rows: readonly Row[],
  { axes, quantities, headline, controls }: SummaryOptions,
): Pick<SuiteResult, 'summaries' | 'comparisons' | 'league'> {
  const cells = groupBy(rows, ({ cell }) => cellName(cell, axes));
  const summaries = [...cells.values()].flatMap((of) => quantities.flatMap(({ name }) => summaryOf(of, name)));
  const compared = quantities.find(({ name }) => name === headline);
  if (!compared) return { summaries, comparisons: [], league: [] };
  return { summaries, comparisons: compare(rows, axes, compared, controls), league: leagueOf(rows, axes, compared) };
}

function summaryOf(rows: readonly Row[], quantity: string): Summary[] {
  const findings = findingsOf(rows, quantity);
  const [first] = rows;
  if (!first || findings.length === 0) return [];
  return [
    {
      cell: first.cell,
      quantity,
      seeds: findings.length,
      mean: meanOverSeeds(findings),
      ownError: mean(findings.map(({ standardError }) => standardError)),
    },
  ];
}

/** What each seed found of a quantity. */
export const findingsOf = (rows: readonly Row[], quantity: string): Finding[] =>
  rows.flatMap(({ seed, values }) => {
    const found = values[quantity];
    return found && Number.isFinite(found.value) ? [{ seed, value: found.value, standardError: found.standardError }] : [];
  });

function compare(rows: readonly Row[], axes: readonly string[], quantity: Quantity, controls: readonly string[]): SuiteComparison[] {
  const groups = groupBy(rows, ({ cell }) => groupName(cell, axes));
  return [...groups.values()].flatMap((group) => {
    const contestants = groupBy(group, ({ cell }) => contestantOf(cell, axes));
    return controls.flatMap((control) =>
      [...contestants].flatMap(([name, own]): SuiteComparison[] => {
        const difference = pairedDifference(findingsOf(own, quantity.name), findingsOf(contestants.get(control) ?? [], quantity.name));
        const [first] = own;
        if (name === control || !difference || !first) return [];
        return [{ cell: first.cell, control, difference, verdict: verdictOf(difference, quantity.better) }];
      }),
    );
  });
}

/** Better or worse only where the whole interval is; a quantity that is neither is always level. */
export function verdictOf({ low, high }: Interval, better: Quantity['better']): Verdict {
  if (better === 'neither' || !(low > 0 || high < 0)) return 'level';
  return high < 0 === (better === 'lower') ? 'better' : 'worse';
}
