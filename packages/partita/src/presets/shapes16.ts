import type { Preset } from './preset.ts';

const UPDATES = 4000;

/** One U-Net against four on generated pictures, at the same number of updates in all: each of the four makes a quarter of them. */
export const shapes16: Preset = {
  summary: 'one U-Net and four interval U-Nets on generated 16×16 pictures, at equal updates in all: minutes on two cores',
  experiment: {
    name: 'shapes16',
    dataset: 'shapes16',
    notes: [
      'Both models make the same number of updates in all, of the same U-Net and batch size: the single network all of them, each of the four a quarter.',
    ],
    network: { kind: 'unet', base: 16, multipliers: [1, 2, 2], blocks: 1, time: 'interval' },
    prediction: { kind: 'edm', dataSigma: 0.5 },
    training: { batchSize: 64, learningRate: 2e-3, heldOutBatches: 2 },
    schedule: 'trapezoid',
    averaging: 'power',
    likelihood: {
      kind: 'probability-flow',
      grid: { kind: 'log-snr', steps: 24 },
      trace: { kind: 'hutchinson', probes: 1 },
      batch: 64,
    },
    sampler: { kind: 'dpm-solver-pp', grid: { kind: 'log-snr', steps: 32 }, batch: 64, denoise: true },
    metrics: [{ kind: 'bits-per-dimension', dequantiser: 'truncated-normal' }],
    evaluation: { points: 256, samples: 64 },
    variants: {
      single: { partition: 'single', 'training.steps': UPDATES },
      'four-intervals': { partition: { kind: 'equal-log-snr', intervals: 4 }, 'training.steps': UPDATES / 4 },
    },
  },
};
