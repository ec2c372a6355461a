import { Budget, defineComponent, inForce, segmentsOf } from '@partita/core';
import { z } from 'zod';

/** Updates in proportion to a power p of the fall of log-SNR over each interval: p = 0 for equal numbers, 1 for as many at every scale of detail. */
export const budget = defineComponent({
  port: Budget,
  kind: '__KIND__',
  summary: 'updates in proportion to a power of the fall of log-SNR over each interval',
  options: z.object({
    power: z.number().min(0).max(10).default(1).describe('0 for equal numbers; the larger, the more for long intervals'),
  }),
  create: ({ power }) => ({
    async allocate({ plan, sde, tMin, steps }) {
      const weights = segmentsOf(plan, tMin, sde.horizon).map(({ start, end }) => (sde.logSnr(start) - sde.logSnr(end)) ** power);
      const total = inForce(plan).reduce((sum, interval) => sum + (interval.steps ?? steps), 0);
      const updates = shares(weights, total);
      return plan.map((interval) => (interval.scaffold ? interval : { ...interval, steps: updates[interval.index] ?? steps }));
    },
  }),
});

/** Whole numbers that add up to `total`: one for each weight, and the rest in proportion, rounded where it adds up. */
function shares(weights: readonly number[], total: number): number[] {
  const rest = total - weights.length;
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const upTo = (count: number): number => Math.round((rest * weights.slice(0, count).reduce((sum, weight) => sum + weight, 0)) / whole);
  return weights.map((_, i) => 1 + upTo(i + 1) - upTo(i));
}
