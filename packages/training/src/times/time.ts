import { defineComponent, TimeSampling } from '@partita/core';
import { z } from 'zod';
import { stratifiedOption, timesByQuantile, type StratifiedOption, type TimeDistribution } from './by-quantile.ts';

const uniformInTime: TimeDistribution = {
  quantile:
    ({ start, end }) =>
    (p) =>
      end + p * (start - end),
  density: (_t, { start, end }) => 1 / (end - start),
};

/** Uniform in time. */
export const uniformTimes = (options: StratifiedOption = { stratified: true }): TimeSampling => timesByQuantile(uniformInTime, options);

export const time = defineComponent({
  port: TimeSampling,
  kind: 'time',
  summary: 'uniform in time',
  formula: 'q(t) = 1/(end − start)',
  options: z.object({ stratified: stratifiedOption }),
  create: uniformTimes,
  cites: ['arXiv:2107.00630'],
});
