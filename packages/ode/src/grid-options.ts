import { z } from 'zod';

/** The option that every grid shares. */
export const gridOptions = z.object({
  steps: z.int().min(1).max(1_000_000).default(64).describe('steps over the whole of (tMin, T]; interval edges add a stop each'),
});
