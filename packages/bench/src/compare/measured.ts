import type { Finding } from '../statistics/over-seeds.ts';
import type { Interval } from '../statistics/ratio.ts';
import type { Quantity } from '../result/suite-result.ts';

/** One quantity of one thing, as any result has it. */
export interface Measured {
  /** What it is of: `hg / equal`. */
  readonly of: string;
  readonly quantity: string;
  readonly unit: string;
  readonly better: Quantity['better'];
  readonly mean: Interval;
  readonly findings: readonly Finding[];
}

/** A result, whatever its suite. */
export interface MeasuredResult {
  readonly suite: string;
  readonly date: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly budget: string;
  readonly measured: readonly Measured[];
}
