import type { Preset } from './preset.ts';

const UPDATES = 4000;

/**
 * One U-Net against four on generated pictures, at the same number of updates in all: the four begin as one and part twice, so that what
 * they share is learned once.
 */
export const shapes16: Preset = {
  summary: 'one U-Net and four interval U-Nets on generated 16×16 pictures, at equal updates in all: minutes on two cores',
  experiment: {
    name: 'shapes16',
    dataset: 'shapes16',
    notes: [
      `Both models make ${UPDATES} updates in all, of the same U-Net and batch size. The four networks begin as one, which makes three tenths of the updates, part into two, which make three tenths, and into four, which make the rest; each covers a quarter of the log-SNR. Theirs are short trainings, which warm up in fewer updates.`,
    ],
    network: { kind: 'unet', base: 16, multipliers: [1, 2, 2], blocks: 1, time: 'log-snr' },
    prediction: { kind: 'edm', dataSigma: 0.5 },
    training: { batchSize: 32, learningRate: 2e-3, heldOutBatches: 2, heldOutEvery: 1000 },
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
    evaluation: { points: 256, samples: 64, batch: 64 },
    variants: {
      single: { partition: 'single', 'training.steps': UPDATES },
      'four-intervals': {
        partition: { kind: 'progressive', levels: 2, share: 0.3 },
        'training.steps': UPDATES / 4,
        schedule: { kind: 'trapezoid', warmup: 50 },
      },
    },
  },
};
