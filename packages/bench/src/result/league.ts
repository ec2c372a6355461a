import { mean, meanOverSeeds } from '../statistics/over-seeds.ts';
import { ranks } from '../statistics/ranks.ts';
import { contestantOf, groupBy, groupName } from './cells.ts';
import type { Row } from './row.ts';
import type { Quantity, SuiteResult } from './suite-result.ts';

type League = SuiteResult['league'];

/**
 * Contestants by their mean rank over all groups, best first. The interval of a mean rank is over seeds: each seed ranks for itself.
 * A contestant that is missing in a group, or under a seed, takes no part.
 */
export function leagueOf(rows: readonly Row[], axes: readonly string[], { name, better }: Quantity): League {
  const sign = better === 'higher' ? -1 : 1;
  const scored = rows.flatMap(({ cell, seed, values }) => {
    const value = values[name]?.value ?? NaN;
    return Number.isFinite(value)
      ? [{ contestant: contestantOf(cell, axes), group: groupName(cell, axes), seed, score: sign * value }]
      : [];
  });
  const seeds = [...new Set(scored.map(({ seed }) => seed))];
  const groups = [...new Set(scored.map(({ group }) => group))];
  const contestants = [...groupBy(scored, ({ contestant }) => contestant)].filter(([, own]) => own.length === seeds.length * groups.length);

  const placesIn = (group: string, of: readonly number[]): Map<string, number> => {
    const means = contestants.map(([, own]) =>
      mean(own.filter((each) => each.group === group && of.includes(each.seed)).map(({ score }) => score)),
    );
    const places = ranks(means);
    return new Map(contestants.map(([contestant], i) => [contestant, places[i] as number]));
  };
  const overall = new Map(groups.map((group) => [group, placesIn(group, seeds)]));
  const bySeed = seeds.map((seed) => ({ seed, places: groups.map((group) => placesIn(group, [seed])) }));
  return contestants
    .map(([contestant]) => ({
      contestant,
      rank: meanOverSeeds(
        bySeed.map(({ seed, places }) => ({ seed, value: mean(places.map((each) => each.get(contestant) as number)), standardError: 0 })),
      ),
      places: Object.fromEntries(groups.map((group) => [group, overall.get(group)?.get(contestant) as number])),
    }))
    .sort((a, b) => a.rank.value - b.rank.value);
}
