import type { Preset } from './preset.ts';

/** Updates of each of the four networks, and of the wide one; the single one gets twice as many. */
const UPDATES = 15_000;

/**
 * The recipe of docs/benchmarks/recipes.md under which one network does far better than the paper's, so that a partition has
 * something to beat: the best linear guess as a skip, Fourier features, antithetic noise, a higher learning rate.
 * Time is cut where log(α²/σ²) falls by equal amounts: between tMin = 0.001 and T = 1 under β = 10·t, for any data.
 */
export const strong = (dataset: string, name: string, dataSigma: number): Preset => ({
  summary: `the strong recipe on the paper's ${dataset.toUpperCase()} data: one network, one with four times the parameters, and four intervals`,
  experiment: {
    name,
    dataset,
    notes: [
      'On two cores the single network and the four take the same time: it gets twice their updates. The wide one has as many parameters as the four together, and as many updates as each of them.',
    ],
    network: { kind: 'mlp', activation: 'silu', time: 'log-snr', fourier: 4, zeroOutput: true },
    prediction: { kind: 'edm', dataSigma },
    training: { steps: UPDATES, batchSize: 512, antithetic: true, learningRate: 6e-3 },
    schedule: 'cosine',
    averaging: 'power',
    likelihood: { kind: 'probability-flow', grid: { kind: 'log-snr', steps: 64 } },
    metrics: ['nll', 'entropy-gap', 'regret'],
    variants: {
      single: { partition: 'single', 'training.steps': 2 * UPDATES },
      wide: { partition: 'single', 'network.widths': [200, 300, 200] },
      'four-intervals': { partition: { kind: 'breakpoints', at: [0.0086, 0.073, 0.469] } },
    },
  },
});
