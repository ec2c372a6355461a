import type { ReverseStep } from '@partita/core';
import { describe, expect, it } from 'vitest';
import { toySde } from './gaussian-model.ts';

/** What every rule for a step of a reverse process must do: in double precision, carry the marginals of Gaussian data down. */
export function describeReverseStep(name: string, make: () => ReverseStep): void {
  describe(`${name} as a ReverseStep`, () => {
    const [data, top, bottom] = [{ mean: 0.5, variance: 0.25 }, toySde.logSnr(1), toySde.logSnr(1e-2)];
    const marginal = (t: number) => ({
      mean: toySde.alpha(t) * data.mean,
      variance: toySde.alpha(t) ** 2 * data.variance + toySde.sigma(t) ** 2,
    });

    /** The law at the end of steps of equal log-SNR with the exact x̂0. */
    const lawAfter = (steps: number) => {
      const rule = make();
      const times = Array.from({ length: steps + 1 }, (_, i) => toySde.time(top + (i / steps) * (bottom - top)));
      return times.slice(1).reduce((law, next, i) => {
        const t = times[i] as number;
        const { mean, variance } = marginal(t);
        const { x, data: ofData, noise } = rule.factors(toySde, t, next);
        const gain = (toySde.alpha(t) * data.variance) / variance; // x̂0 = m + gain·(x − α·m)
        const keep = x + ofData * gain;
        return { mean: keep * law.mean + ofData * (data.mean - gain * mean), variance: keep ** 2 * law.variance + noise ** 2 };
      }, marginal(1));
    };

    it('goes nowhere in no time', () => {
      for (const t of [0.05, 0.4, 1]) {
        const { x, data: ofData, noise } = make().factors(toySde, t, t * (1 - 1e-12));
        expect(Math.abs(x - 1)).toBeLessThan(1e-9);
        expect(Math.abs(ofData)).toBeLessThan(1e-9);
        expect(noise).toBeGreaterThanOrEqual(0);
        expect(noise).toBeLessThan(1e-4);
      }
    });

    it('converges to the marginal, at first order or better', () => {
      const exact = marginal(1e-2);
      for (const moment of ['mean', 'variance'] as const) {
        const error = (steps: number) => Math.abs(lawAfter(steps)[moment] - exact[moment]);
        const order = Math.log2(error(256) / error(512));
        expect(error(512)).toBeLessThan(0.02);
        expect(error(512) < 1e-10 || order > 0.85, `order ${order}`).toBe(true);
      }
    });
  });
}
