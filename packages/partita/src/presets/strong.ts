import type { Preset } from './preset.ts';

/** What differs from one set of data to another. */
interface StrongRecipe {
  /** A coordinate's standard deviation, in units of the data. */
  readonly dataSigma: number;
  /** Updates of each of the four networks, and of the wide one; the single one gets twice as many. */
  readonly updates: number;
  /** Where time is cut. */
  readonly at: readonly number[];
}

/**
 * The recipe of docs/benchmarks/recipes.md under which one network does far better than the paper's, so that a partition has
 * something to beat: the best linear guess as a skip, Fourier features, antithetic noise, a higher learning rate.
 */
const strong = (dataset: string, { dataSigma, updates, at }: StrongRecipe): Preset => ({
  summary: `the strong recipe on the paper's ${dataset.toUpperCase()} data: one network, one with four times the parameters, and four intervals`,
  experiment: {
    name: `${dataset}-strong`,
    dataset,
    notes: [
      'On two cores the single network and the four take the same time: it gets twice their updates. The wide one has as many parameters as the four together, and as many updates as each of them.',
    ],
    network: { kind: 'mlp', activation: 'silu', time: 'interval', fourier: 4, zeroOutput: true },
    prediction: { kind: 'edm', dataSigma },
    training: { steps: updates, batchSize: 512, antithetic: true, learningRate: 6e-3 },
    schedule: 'cosine',
    averaging: 'power',
    likelihood: { kind: 'probability-flow', grid: { kind: 'log-snr', steps: 64 } },
    metrics: ['nll', 'entropy-gap', 'regret'],
    variants: {
      single: { partition: 'single', 'training.steps': 2 * updates },
      wide: { partition: 'single', 'network.widths': [200, 300, 200] },
      'four-intervals': { partition: { kind: 'breakpoints', at } },
    },
  },
});

/** HG is cut where log(α²/σ²) falls by equal amounts between tMin = 0.001 and T = 1 under β = 10·t. */
export const hgStrong = strong('hg', { dataSigma: 0.93, updates: 15_000, at: [0.0086, 0.073, 0.469] });

/** TY loses nearly all of its regret above log(α²/σ²) = 3.6: three networks share that half, and one has the rest. */
export const tyStrong = strong('ty', { dataSigma: 0.63, updates: 30_000, at: [0.005, 0.0192, 0.0734] });
