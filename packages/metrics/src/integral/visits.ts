import { randomStream, type PartitionedScore, type ScoreSegment, type Sde } from '@partita/core';

/** One look at one row at one time. */
export interface Visit {
  /** The row's index. */
  readonly row: number;
  readonly t: number;
  /** The visit's share of ½∫dλ over its segment, in nats per unit of ‖·‖². */
  readonly weight: number;
}

/** What a segment's part of the integral is made of. */
export interface SegmentVisits {
  readonly segment: ScoreSegment;
  readonly visits: readonly Visit[];
}

/** Strata that a segment has at least, so that its own error can be told. */
const FEWEST = 32;

/**
 * Times and rows for ½∫ E‖·‖² dλ over every segment of a score: λ is cut into equal strata, and each stratum is visited twice, at
 * times of its own, by rows 2k and 2k + 1. Given the strata, what the two rows contribute is independent and alike: half their
 * squared difference is the variance. Pairs take turns, so that every row is seen in all parts of the time axis.
 *
 * @param rows at least 2; an odd last one is left out
 * @param evaluations of the network, over all segments
 */
export function* stratifiedVisits(
  score: PartitionedScore,
  rows: number,
  evaluations: number,
  seed: number,
  purpose: string,
): Generator<SegmentVisits> {
  const pairs = Math.floor(rows / 2);
  const strata = Math.max(FEWEST, Math.ceil(evaluations / (2 * score.segments.length)));
  let turn = 0;
  for (const [index, segment] of score.segments.entries()) {
    const top = score.sde.logSnr(segment.start);
    const height = (top - score.sde.logSnr(segment.end)) / strata;
    const random = randomStream(seed, purpose, index);
    const visits = Array.from({ length: 2 * strata }, (_, i): Visit => {
      const pair = (turn + (i >> 1)) % pairs;
      return {
        row: 2 * pair + (i % 2),
        t: timeWithin(score.sde, segment, top - ((i >> 1) + random.uniform()) * height),
        weight: height / 4,
      };
    });
    turn = (turn + strata) % pairs;
    yield { segment, visits };
  }
}

/** The inverse of λ(t) may miss an edge by a rounding. */
const timeWithin = (sde: Sde, { start, end }: ScoreSegment, logSnr: number): number => Math.min(end, Math.max(start, sde.time(logSnr)));
