import { token } from '../injection/token.ts';
import type { TimeInterval } from '../time/interval.ts';
import type { PartitionContext } from './partition.ts';

/** What an allocator may look at. */
export interface BudgetContext extends PartitionContext {
  readonly plan: readonly TimeInterval[];
}

/**
 * Shares the updates of training among a plan's intervals: the same plan, some of its `steps` and `patience` set. All together are
 * to make as many updates as before, an interval without `steps` making `context.steps`. The same context must give the same plan.
 */
export interface Budget {
  allocate(context: BudgetContext): Promise<readonly TimeInterval[]>;
}

export const Budget = token<Budget>('Budget');
