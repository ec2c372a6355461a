import {
  Budget,
  Partition,
  requirePlan,
  Sde,
  type BudgetContext,
  type Container,
  type Experiment,
  type LossProfile,
  type TimeInterval,
} from '@partita/core';
import { naming } from './naming.ts';

/** An experiment's plan: its time axis cut by the partition, its updates shared by the budget. @throws PartitaError when that is no plan */
export async function planOf(
  pieces: Container,
  experiment: Experiment,
  pilot: () => Promise<LossProfile>,
): Promise<readonly TimeInterval[]> {
  const { partition, budget, tMin, training, seed } = experiment;
  const sde = pieces.resolve(Sde);
  const checked = (plan: readonly TimeInterval[], maker: string): readonly TimeInterval[] => {
    naming(`${maker} gives no valid plan`, () => requirePlan(plan, tMin, sde.horizon));
    return plan;
  };
  const context = { sde, tMin, steps: training.steps, seed, pilot };
  const plan = checked(await pieces.resolve(Partition).plan(context), `The partition '${partition.kind}'`);
  return checked(await pieces.resolve(Budget).allocate({ ...context, plan } satisfies BudgetContext), `The budget '${budget.kind}'`);
}

/** A plan, or undefined where a pilot must be trained first. */
export async function planWithoutPilot(pieces: Container, experiment: Experiment): Promise<readonly TimeInterval[] | undefined> {
  const needed = new Error('This plan needs a pilot.');
  return planOf(pieces, experiment, () => Promise.reject(needed)).catch((error: unknown) => {
    if (error === needed) return undefined;
    throw error;
  });
}
