import type { Suite, SuiteBudget } from '../../suite/suite.ts';
import { gaussianMixture, type TrainedDataset } from '../training/data-sets.ts';
import { likelihoodUnit, type LikelihoodBudget } from './unit.ts';

const BUDGETS: Readonly<Record<SuiteBudget, LikelihoodBudget & { readonly seeds: number; readonly datasets: readonly TrainedDataset[] }>> =
  {
    smoke: { seeds: 1, rows: 8, repeats: 2, products: [3], steps: 8, datasets: [gaussianMixture(8)] },
    standard: { seeds: 3, rows: 64, repeats: 8, products: [3, 6, 12, 24], steps: 32, datasets: [gaussianMixture(8), gaussianMixture(32)] },
    full: {
      seeds: 5,
      rows: 512,
      repeats: 16,
      products: [3, 6, 12, 24, 48],
      steps: 64,
      datasets: [gaussianMixture(8), gaussianMixture(32)],
    },
  };

/** Trace estimators on a model that is known exactly: what their randomness costs, and what it saves. */
export const likelihoodSuite: Suite = {
  name: 'likelihood',
  title: 'Likelihood: spread of the trace estimators against cost',
  summary: 'standard deviation of log p by each trace estimator against its vector-Jacobian products, on exact scores of Gaussian mixtures',
  notes: [
    'The models are the exact scores of sixteen Gaussians in 8 and in 32 dimensions; rows are tested by the classical Runge-Kutta method on a grid of equal log-SNR.',
    'The spread is the standard deviation of one row’s log p over repeated draws of the estimator’s directions, as a root mean square over rows; the exact trace has none. The bias is the mean difference to the exact trace on the same grid.',
    'The cost is evaluations of the score along a row’s path, times the vector-Jacobian products of each; the exact trace takes one product per dimension.',
  ],
  axes: ['dataset', 'estimator', 'products'],
  quantities: [
    { name: 'cost', title: 'vector-Jacobian products per row', unit: '', better: 'neither' },
    { name: 'spread', title: 'spread of log p', unit: 'nats', better: 'lower' },
    { name: 'bias', title: 'bias of log p', unit: 'nats', better: 'neither' },
    { name: 'clock', title: 'time per row', unit: 'ms', better: 'lower' },
  ],
  curves: [
    { x: 'cost', y: 'spread', scale: 'log' },
    { x: 'cost', y: 'bias', scale: 'linear' },
    { x: 'cost', y: 'clock', scale: 'linear' },
  ],
  seeds: (budget) => BUDGETS[budget].seeds,
  plan({ budget, seeds, plugins }) {
    const { datasets, ...settings } = BUDGETS[budget];
    const units = seeds.flatMap((seed) => datasets.map((dataset) => likelihoodUnit(dataset, { seed, plugins, budget: settings })));
    return Promise.resolve({ units, absent: [] });
  },
};
