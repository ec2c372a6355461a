import { z } from 'zod';

/** Where the noise is added to the data and not put in their place, the prior is as wide as both together. */
export const dataSigmaOption = z
  .number()
  .min(0)
  .max(1e6)
  .default(1)
  .describe('standard deviation of the data; the variance of the prior is σ(T)² + α(T)²·dataSigma²');
