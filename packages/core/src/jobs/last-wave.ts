import { z } from 'zod';
import type { TrainJob } from '../ports/executor.ts';

const planSchema = z.object({ intervals: z.array(z.object({ from: z.int().optional() })) });

/**
 * Whether a run has trained when these jobs of it are done: no interval starts from one of theirs.
 * @param plan what the run's `plan.json` holds
 */
export function isLastWave(plan: unknown, jobs: readonly TrainJob[]): boolean {
  const own = new Set(jobs.map(({ interval }) => interval.index));
  return !planSchema.parse(plan).intervals.some(({ from }) => from !== undefined && own.has(from));
}
