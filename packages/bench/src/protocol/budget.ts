import { PartitaError, suggest } from '@partita/core';

/** How long a measurement takes. */
export interface Budget {
  /** Rounds in which every contestant runs one block. */
  readonly rounds: number;
  readonly blockSeconds: number;
  readonly warmupSeconds: number;
  /** For each choice that a contestant tries, e.g. each number of rows. */
  readonly calibrationSeconds: number;
}

/** For continuous integration (nothing but that it works), for a desk, and for a publication. */
export const BUDGETS = {
  smoke: { rounds: 2, blockSeconds: 0.05, warmupSeconds: 0, calibrationSeconds: 0 },
  standard: { rounds: 7, blockSeconds: 1, warmupSeconds: 1, calibrationSeconds: 0.5 },
  full: { rounds: 15, blockSeconds: 2, warmupSeconds: 2, calibrationSeconds: 1 },
} as const satisfies Record<string, Budget>;

export type BudgetName = keyof typeof BUDGETS;

/** @throws PartitaError naming the nearest budget, or what is wrong with the given one */
export function requireBudget(budget: string | Budget): Budget {
  if (typeof budget === 'string') {
    const found = (BUDGETS as Record<string, Budget>)[budget];
    if (!found) throw new PartitaError(`There is no budget '${budget}'${suggest(budget, Object.keys(BUDGETS))}.`);
    return found;
  }
  const { rounds, ...seconds } = budget;
  const isValid = Number.isSafeInteger(rounds) && rounds >= 1 && Object.values<number>(seconds).every((value) => value >= 0);
  if (!isValid) throw new PartitaError('A budget needs at least one round and no negative number of seconds.');
  return budget;
}
