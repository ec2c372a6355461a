import type { SuiteBudget } from '../../suite/suite.ts';

export interface PartitionsBudget {
  readonly seeds: number;
  /** Updates of each of four networks; a quarter of those of every model. */
  readonly updates: number;
  readonly batchSize: number;
  /** Updates of the pilot network. */
  readonly pilot: number;
  /** Test rows, and visits of the integral for the regret. */
  readonly points: number;
  readonly visits: number;
  /** Data sets and contestants by name; all where there is no list. */
  readonly datasets?: readonly string[];
  readonly contestants?: readonly string[];
}

export const PARTITIONS_BUDGETS: Readonly<Record<SuiteBudget, PartitionsBudget>> = {
  smoke: {
    seeds: 2,
    updates: 20,
    batchSize: 64,
    pilot: 20,
    points: 64,
    visits: 512,
    datasets: ['hg', 'mixture-8d'],
    contestants: ['single', 'wide', 'equal'],
  },
  standard: { seeds: 5, updates: 600, batchSize: 256, pilot: 300, points: 500, visits: 8192 },
  full: { seeds: 5, updates: 20_000, batchSize: 256, pilot: 4000, points: 2000, visits: 32_768 },
};
