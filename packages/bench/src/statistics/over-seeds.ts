import { PartitaError } from '@partita/core';
import type { Interval } from './ratio.ts';
import { studentQuantile } from './student-t.ts';

/** What one seed found. */
export interface Finding {
  readonly seed: number;
  readonly value: number;
  /** From the rows that were tested, not from the seed; NaN where it cannot be told. */
  readonly standardError: number;
}

const NORMAL_95 = 1.96;

/**
 * The mean over seeds with its 95 % interval, mean ± t_{n−1}·s/√n (Student 1908). One seed alone has only its own standard error, and
 * the interval is of the test rows.
 */
export function meanOverSeeds(findings: readonly Finding[]): Interval {
  const [only] = findings;
  if (only === undefined) throw new PartitaError('There is no mean of no seeds; measure at least one.');
  if (findings.length === 1) return around(only.value, NORMAL_95 * only.standardError);
  return tInterval(findings.map(({ value }) => value));
}

/** Seed by seed, `left` less `right`: what both owe to the seed cancels. Undefined where fewer than two seeds are common. */
export function pairedDifference(left: readonly Finding[], right: readonly Finding[]): Interval | undefined {
  const differences = left.flatMap(({ seed, value }) => {
    const partner = right.find((finding) => finding.seed === seed);
    return partner ? [value - partner.value] : [];
  });
  return differences.length < 2 ? undefined : tInterval(differences);
}

/**
 * The difference of two means that share nothing, with Welch's interval (1947): ν = (a + b)²/(a²/(n−1) + b²/(m−1)), a = s²/n.
 * One finding alone counts with its own standard error, as if that were known exactly.
 */
export function difference(left: readonly Finding[], right: readonly Finding[]): Interval {
  const [a, b] = [errorOf(left), errorOf(right)];
  const variance = a.squared + b.squared;
  const spread = a.squared ** 2 / a.degrees + b.squared ** 2 / b.degrees;
  const quantile = spread > 0 ? studentQuantile(variance ** 2 / spread) : NORMAL_95;
  return around(mean(left.map(valueOf)) - mean(right.map(valueOf)), quantile * Math.sqrt(variance));
}

/** The square of a mean's standard error, and its degrees of freedom. */
function errorOf(findings: readonly Finding[]): { squared: number; degrees: number } {
  const [only] = findings;
  if (only && findings.length === 1) return { squared: only.standardError ** 2, degrees: Infinity };
  return { squared: variance(findings.map(valueOf)) / findings.length, degrees: findings.length - 1 };
}

function tInterval(values: readonly number[]): Interval {
  return around(mean(values), studentQuantile(values.length - 1) * Math.sqrt(variance(values) / values.length));
}

const around = (value: number, half: number): Interval => ({ value, low: value - half, high: value + half });

const valueOf = ({ value }: Finding): number => value;

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const variance = (values: readonly number[]): number => {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
};
