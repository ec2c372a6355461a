import type { Absentee, ContestantSpec } from '../contestants/contestant.ts';
import type { Budget } from '../protocol/budget.ts';
import type { Block } from '../protocol/block.ts';
import type { Scaling } from '../protocol/measure-scaling.ts';
import type { Spread } from '../statistics/quantile.ts';
import type { Interval } from '../statistics/ratio.ts';
import type { Work } from '../works/work.ts';
import type { Machine } from './machine.ts';

/** All that `throughput` finds out, as plain JSON. */
export interface ThroughputResult {
  readonly suite: 'throughput';
  /** When, as it was given. */
  readonly date: string;
  readonly machine: Machine;
  readonly settings: {
    readonly budget: Budget;
    /** The core on which contestants take turns; null where processes cannot be held on one. */
    readonly core: number | null;
  };
  readonly contestants: readonly Contestant[];
  readonly absent: readonly Absentee[];
  /** The highest rate of matrix products that any contestant reached, by processor time; null where none was measured. */
  readonly peak: { readonly contestant: string; readonly gigaflops: Spread } | null;
  readonly measurements: readonly Measurement[];
  readonly scaling: readonly Scaling[];
  /** Why there is no scaling, where there is none. */
  readonly withoutScaling: string | null;
}

export interface Contestant {
  readonly name: string;
  readonly role: ContestantSpec['role'];
  readonly versions: Readonly<Record<string, string>>;
}

/** One work by all contestants. */
export interface Measurement {
  readonly work: Work;
  readonly outcomes: readonly Outcome[];
  /** Of each runtime over each peer, by the clock and by processor time. */
  readonly ratios: readonly Ratio[];
  /** The largest relative difference between two contestants' results on the same inputs; null where fewer than two are comparable. */
  readonly disagreement: number | null;
}

export interface Ratio {
  readonly over: string;
  readonly under: string;
  readonly wall: Interval;
  readonly processor: Interval;
}

export type Outcome =
  | {
      readonly contestant: string;
      readonly status: 'measured';
      /** Iterations per second of wall-clock time. */
      readonly perSecond: Spread;
      /** Iterations per second of processor time: what an undisturbed core would do. */
      readonly perProcessorSecond: Spread;
      /** Rate of matrix products, by processor time. */
      readonly gigaflops: number;
      /** `gigaflops` over the peak; null without a peak. */
      readonly shareOfPeak: number | null;
      /** The choice that was fastest, and all that were tried. */
      readonly choice: string;
      readonly tried: readonly { readonly choice: string; readonly perProcessorSecond: number }[];
      /** Tensors that were still there after everything was freed; null for a runtime that does not count them. */
      readonly leakedTensors: number | null;
      readonly values: readonly number[];
      readonly blocks: readonly Block[];
    }
  | {
      readonly contestant: string;
      /** `unsupported`: it cannot do this work; `failed`: it broke off. */
      readonly status: 'unsupported' | 'failed';
      readonly reason: string;
    };

export type Measured = Extract<Outcome, { readonly status: 'measured' }>;

export const isMeasured = (outcome: Outcome): outcome is Measured => outcome.status === 'measured';
