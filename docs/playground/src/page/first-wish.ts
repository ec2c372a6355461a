import type { Wish } from '../lab/inquiry.ts';

/** What the page begins with: HG, four intervals, and the strong recipe of docs/benchmarks/recipes.md at a size for a page. */
export const FIRST_WISH: Wish = {
  name: 'playground',
  dataset: 'hg',
  partition: { kind: 'equal-log-snr', intervals: 4 },
  network: { kind: 'mlp', activation: 'silu', time: 'log-snr', fourier: 4, zeroOutput: true },
  prediction: { kind: 'edm', dataSigma: 0.93 },
  training: { steps: 2000, batchSize: 256, antithetic: true, learningRate: 6e-3, checkpointEvery: 100 },
  averaging: 'power',
  sampler: { kind: 'probability-flow', grid: { kind: 'log-snr', steps: 32 } },
  likelihood: { kind: 'probability-flow', grid: { kind: 'log-snr', steps: 16 } },
  evaluation: { points: 1000, samples: 1200 },
};

/** A whole plugin, as in the README; the visitor begins from it. */
export const EXAMPLE = `import { defineComponent, definePlugin, intervalsFrom, Partition } from '@partita/core';
import { z } from 'zod';

const halves = defineComponent({
  port: Partition,
  kind: 'halves',
  summary: 'each interval ends at half the log-SNR of the rest',
  options: z.object({ intervals: z.int().min(2).default(4).describe('how many') }),
  create: ({ intervals }) => ({
    plan: async ({ sde, tMin }) => {
      const [from, to] = [sde.logSnr(tMin), sde.logSnr(sde.horizon)];
      const edge = (k) => (k === 0 ? tMin : k === intervals ? sde.horizon : sde.time(to + (from - to) / 2 ** k));
      return intervalsFrom(Array.from({ length: intervals + 1 }, (_, k) => edge(k)));
    },
  }),
});

export default definePlugin({ name: 'halves', components: [halves] });
`;
