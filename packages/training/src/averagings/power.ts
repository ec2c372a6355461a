import { Averaging, defineComponent } from '@partita/core';
import { z } from 'zod';
import { powerExponent } from './power-exponent.ts';

/**
 * An average with a power function as its profile (EDM2, Karras et al. 2024, arXiv 2312.02696, §3.1): after n updates the
 * parameters of update i weigh about (i/n)^γ, so the average scales with the length of the training and forgets the start.
 *
 *   β_n = (1 − 1/n)^(γ + 1)
 */
export function powerAveraging({ width }: { readonly width: number }): Averaging {
  const gamma = powerExponent(width);
  return { decay: (update) => (1 - 1 / update) ** (gamma + 1) };
}

export const power = defineComponent({
  port: Averaging,
  kind: 'power',
  summary: 'average over a fixed share of the training: its profile is a power function',
  formula: 'β_n = (1 − 1/n)^(γ + 1), γ from its relative width √(γ + 1)/((γ + 2)·√(γ + 3))',
  options: z.object({
    width: z.number().min(0.001).max(0.28).default(0.1).describe("the profile's standard deviation, as a share of the updates done"),
  }),
  create: powerAveraging,
  cites: ['arXiv:2312.02696'],
});
