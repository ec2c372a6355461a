import type { Preset } from './preset.ts';

export const hg: Preset = {
  summary: "the paper's HG data (nine rectangles) with its network, cut by hand into four intervals (paper-b)",
  experiment: {
    name: 'hg',
    dataset: 'hg',
    partition: { kind: 'breakpoints', preset: 'paper-b' },
    training: { batchSize: 256, antithetic: true, learningRate: 5e-3 },
    schedule: 'trapezoid',
  },
};
