import type { Preset } from './preset.ts';

export const ty: Preset = {
  summary: "the paper's TY data (49 components) with its network, cut by hand into four intervals (paper-b)",
  experiment: {
    name: 'ty',
    dataset: 'ty',
    partition: { kind: 'breakpoints', preset: 'paper-b' },
    training: { batchSize: 256, antithetic: true, learningRate: 5e-3 },
    schedule: 'trapezoid',
  },
};
