import { defineComponent, definePlugin, Metric } from '@partita/core';
import { z } from 'zod';
import { entropyGap } from './entropy-gap.ts';
import { nll } from './nll.ts';

export const metricsPlugin = definePlugin({
  name: '@partita/metrics',
  components: [
    defineComponent({
      port: Metric,
      kind: 'entropy-gap',
      summary: 'NLL less the entropy of the data, in nats: 0 for a perfect model',
      options: z.object({}),
      create: entropyGap,
    }),
    defineComponent({
      port: Metric,
      kind: 'nll',
      summary: 'mean negative log likelihood of the test rows, in nats',
      options: z.object({}),
      create: nll,
    }),
  ],
});
