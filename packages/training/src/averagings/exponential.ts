import { Averaging, defineComponent } from '@partita/core';
import { z } from 'zod';

export interface ExponentialOptions {
  readonly decay: number;
  readonly inverseGamma: number;
  readonly power: number;
}

/** The standard warm-up, (1 + n)/(10 + n). */
const STANDARD: ExponentialOptions = { decay: 0.999, inverseGamma: 9, power: 1 };

/**
 * An exponential moving average (Polyak & Juditsky 1992, doi 10.1137/0330046, average them all alike), whose decay climbs so that it forgets
 * the start:
 *
 *   β_n = min(β, 1 − (1 + (n + 1)/γ)^−p)
 *
 * With γ = 9 and p = 1 the climb is (1 + n)/(10 + n). With γ = 1 it is that of the diffusion libraries, where p = 2/3 suits a million
 * updates and p = 3/4 fewer.
 */
export function exponentialAveraging(options: Partial<ExponentialOptions> = {}): Averaging {
  const { decay, inverseGamma, power } = { ...STANDARD, ...options };
  return { decay: (update) => Math.min(decay, 1 - (1 + (update + 1) / inverseGamma) ** -power) };
}

export const exponential = defineComponent({
  port: Averaging,
  kind: 'exponential',
  summary: 'exponential moving average with a warm-up',
  formula: 'β_n = min(β, 1 − (1 + (n + 1)/γ)^−p)',
  options: z.object({
    decay: z.number().min(0).lt(1).default(STANDARD.decay).describe('β, the largest decay per update'),
    inverseGamma: z.number().gt(0).max(1e9).default(STANDARD.inverseGamma).describe('γ of the warm-up, in updates'),
    power: z.number().gt(0).max(10).default(STANDARD.power).describe('p of the warm-up'),
  }),
  create: exponentialAveraging,
  cites: ['doi:10.1137/0330046'],
});
