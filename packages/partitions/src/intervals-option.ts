import { z } from 'zod';

/** K, where the user chooses it. */
export const intervalsOption = z.int().min(1).max(10_000).default(4).describe('how many');

/** How many intervals to cut. */
export interface IntervalCount {
  readonly intervals: number;
}
