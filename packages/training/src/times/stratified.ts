import { defineComponent, isPoint, TimeSampling, type RandomStream, type Sde, type TimeInterval } from '@partita/core';
import { z } from 'zod';

/**
 * One time from each of `count` equal strata of the interval, in the variable u(t): u_i = u₀ + (i + ξ_i)/count·(u₁ − u₀).
 * Stratification lowers the variance of a batch's loss (VDM, Kingma et al. 2021, arXiv 2107.00630).
 */
function stratified(toVariable: (t: number, sde: Sde) => number, toTime: (u: number, sde: Sde) => number): TimeSampling {
  return {
    times(interval: TimeInterval, count: number, sde: Sde, stream: RandomStream): Float64Array {
      if (isPoint(interval)) return new Float64Array(count).fill(interval.end);
      const from = toVariable(interval.end, sde);
      const to = toVariable(interval.start, sde);
      return Float64Array.from({ length: count }, (_, i) => {
        const t = toTime(from + ((i + stream.uniform()) / count) * (to - from), sde);
        return Math.min(Math.max(t, interval.start), interval.end);
      });
    },
  };
}

/** Uniform in time. */
export const uniformTimes: TimeSampling = stratified(
  (t) => t,
  (u) => u,
);

/** Uniform in log-SNR: every scale of detail gets its share. */
export const logSnrTimes: TimeSampling = stratified(
  (t, sde) => sde.logSnr(t),
  (u, sde) => sde.time(u),
);

export const time = defineComponent({
  port: TimeSampling,
  kind: 'time',
  summary: 'stratified, uniform in time',
  options: z.object({}),
  create: () => uniformTimes,
  cites: ['arXiv:2107.00630'],
});

export const logSnr = defineComponent({
  port: TimeSampling,
  kind: 'log-snr',
  summary: 'stratified, uniform in log-SNR: every scale of detail gets its share',
  options: z.object({}),
  create: () => logSnrTimes,
  cites: ['arXiv:2107.00630'],
});
