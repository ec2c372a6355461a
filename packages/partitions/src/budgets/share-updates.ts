import { inForce, segmentsOf, type BudgetContext, type TimeInterval } from '@partita/core';
import { z } from 'zod';
import { massesBetween, type Density } from '../measure.ts';
import { sum, wholeShares } from '../whole-shares.ts';

export interface LeastShare {
  /** The fewest updates of an interval, as a part of their mean; from 0 to 1. */
  readonly least: number;
}

export const leastOption = z.number().min(0).max(1).default(0.1).describe('the fewest updates of an interval, as a part of the mean');

/**
 * A plan whose intervals share its updates in proportion to ∫ density dλ over the times at which each is in force. Scaffolds keep theirs.
 * @throws PartitaError where the pilot's profile holds no numbers
 */
export async function shareUpdates(context: BudgetContext, density: Density, { least }: LeastShare): Promise<readonly TimeInterval[]> {
  const profile = await context.pilot();
  const { plan, sde, tMin } = context;
  const weights = massesBetween(profile, density, segmentsOf(plan, tMin, sde.horizon), sde);
  const total = sum(inForce(plan).map(({ steps = context.steps }) => steps));
  const updates = wholeShares(weights, total, Math.max(1, Math.floor((least * total) / weights.length)));
  return plan.map((interval) => (interval.scaffold ? interval : { ...interval, steps: updates[interval.index] as number }));
}
