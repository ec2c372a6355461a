import type { Preset } from './preset.ts';

const UPDATES = 12_000;

/**
 * One network against four on the paper's HG data. The single network gets N updates and each of the four N/2: on two
 * cores both take the same time.
 */
export const quickstart: Preset = {
  summary: 'one network and four interval networks trained side by side on HG, and compared: about a minute on two cores',
  experiment: {
    name: 'quickstart',
    dataset: 'hg',
    notes: [
      'Both models use the network of the paper and predict the noise. The single network gets N updates, each of the four N/2: on two cores both train for the same time, while the four make twice the updates with four times the parameters.',
      'A stronger recipe (a skip connection, Fourier features, a higher learning rate) narrows the difference; docs/benchmarks/recipes.md says by how much.',
    ],
    training: { batchSize: 256, antithetic: true, learningRate: 5e-3 },
    schedule: 'trapezoid',
    averaging: 'none',
    likelihood: { kind: 'probability-flow', grid: { kind: 'log-snr', steps: 32 } },
    variants: {
      single: { partition: 'single', 'training.steps': UPDATES },
      'four-intervals': { partition: { kind: 'breakpoints', preset: 'paper-b' }, 'training.steps': UPDATES / 2 },
    },
  },
};
