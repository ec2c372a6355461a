import { defineComponent, TimeSampling } from '@partita/core';
import { z } from 'zod';

/** One time from each of `count` equal strata of the interval in u = t^p: p = 1 is uniform, a smaller p visits early times more often. */
export const timeSampling = defineComponent({
  port: TimeSampling,
  kind: '__KIND__',
  summary: 'stratified, uniform in a power of time',
  options: z.object({
    power: z.number().gt(0).max(4).default(0.5).describe('1 for uniform times; the smaller, the more of them early'),
  }),
  create: ({ power }) => ({
    times({ start, end }, count, _sde, stream) {
      const [from, to] = [start ** power, end ** power];
      return Float64Array.from({ length: count }, (_, i) => {
        const u = from + ((i + stream.uniform()) / count) * (to - from);
        return Math.min(Math.max(u ** (1 / power), start), end);
      });
    },
  }),
});
