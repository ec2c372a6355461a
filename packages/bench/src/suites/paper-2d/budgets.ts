import type { SuiteBudget } from '../../suite/suite.ts';

export interface PaperBudget {
  readonly seeds: number;
  /** Updates of each of four networks; every other model makes as many in all, but no network fewer than `least`. */
  readonly updates: number;
  readonly least: number;
  readonly batchSize: number;
  readonly points: number;
  readonly visits: number;
  /** Data sets, recipes and models by name; all where there is no list. */
  readonly datasets?: readonly string[];
  readonly recipes?: readonly string[];
  readonly models?: readonly string[];
}

export const PAPER_BUDGETS: Readonly<Record<SuiteBudget, PaperBudget>> = {
  smoke: {
    seeds: 1,
    updates: 20,
    least: 10,
    batchSize: 64,
    points: 64,
    visits: 512,
    datasets: ['hg'],
    models: ['single', 'wide', 'equal-4'],
  },
  standard: { seeds: 2, updates: 4000, least: 16, batchSize: 256, points: 500, visits: 8192 },
  full: { seeds: 5, updates: 30_000, least: 500, batchSize: 512, points: 5000, visits: 32_768 },
};
