import type { Laboratory } from '../laboratory/laboratory.ts';
import type { Row } from '../result/row.ts';
import type { Curve, Quantity } from '../result/suite-result.ts';

export type SuiteBudget = 'smoke' | 'standard' | 'full';

export interface SuiteSettings {
  readonly budget: SuiteBudget;
  readonly seeds: readonly number[];
  /** Modules with further components. */
  readonly plugins: readonly string[];
}

/** A benchmark as data: what is measured, and by what it is told. */
export interface Suite {
  readonly name: string;
  readonly title: string;
  /** One line for people. */
  readonly summary: string;
  /** Sentences that a reader of the result needs. */
  readonly notes: readonly string[];
  /** What cells are told apart by; contestants differ in the last one. */
  readonly axes: readonly string[];
  readonly quantities: readonly Quantity[];
  /** The quantity by which contestants are ranked and compared. */
  readonly headline?: string;
  /** The contestants with which all others are compared. */
  readonly controls?: readonly string[];
  /** Pairs of quantities that are drawn and told as curves over the last axis, in place of a table for each group. */
  readonly curves?: readonly Curve[];
  /** Seeds where none are asked for. */
  seeds(budget: SuiteBudget): number;
  plan(settings: SuiteSettings, laboratory: Laboratory): Promise<SuitePlan>;
}

export interface SuitePlan {
  readonly units: readonly Unit[];
  /** What could not take part, and why. */
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
}

/** A piece of a suite that is done at once, in a folder of its own, and not again once it is done. */
export interface Unit {
  /** Names its folder. */
  readonly name: string;
  /** All that its rows depend on, as plain JSON. */
  readonly input: unknown;
  run(bench: UnitSurroundings): Promise<UnitOutcome>;
}

export interface UnitSurroundings {
  readonly laboratory: Laboratory;
  readonly folder: string;
  readonly listener: (doing: string) => void;
  readonly signal: AbortSignal;
}

export interface UnitOutcome {
  readonly rows: readonly Row[];
  /** The resolved experiment of one of its cells, and what each cell changes; absent where nothing was trained. */
  readonly experiment?: { readonly experiment: unknown; readonly cells: unknown };
}
