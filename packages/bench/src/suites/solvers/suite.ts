import type { Suite, SuiteBudget, SuitePlan, SuiteSettings } from '../../suite/suite.ts';
import type { Laboratory } from '../../laboratory/laboratory.ts';
import { methods } from './methods.ts';
import { solverUnit, type SolverBudget } from './unit.ts';

const BUDGETS: Readonly<Record<SuiteBudget, SolverBudget & { readonly seeds: number }>> = {
  smoke: { seeds: 1, samples: 64, evaluations: [16, 32], reference: 64 },
  standard: { seeds: 3, samples: 2048, evaluations: [12, 24, 48, 96, 192], reference: 1024 },
  full: { seeds: 5, samples: 8192, evaluations: [12, 24, 48, 96, 192, 384], reference: 2048 },
};

/** Samplers and ODE solvers on a model that is known exactly: what is left is their own error. */
export const solversSuite: Suite = {
  name: 'solvers',
  title: 'Samplers: error against evaluations',
  summary: 'every sampler and ODE solver on the exact score of a Gaussian mixture: error against evaluations, with the order observed',
  notes: [
    'The model is the exact score of eight Gaussians on a circle, so that no training error hides the solver; all step on a grid of equal log-SNR. `flow by …` is the sampler `probability-flow` with that ODE solver, which keeps to the steps of the grid.',
    'The path error is the root mean square distance, per coordinate, to where the probability flow leads from the same noise (classical Runge-Kutta, many steps); a sampler that draws noise on its way has none. The order is log₂ of the ratio of two path errors over log₂ of that of the evaluations.',
    'The distance is the squared sliced Wasserstein distance between the samples and as many draws from the data, unbiased: around 0 for a perfect sampler.',
  ],
  axes: ['sampler', 'evaluations'],
  quantities: [
    { name: 'evaluations', title: 'evaluations', unit: '', better: 'neither' },
    { name: 'path-error', title: 'path error', unit: '', better: 'lower' },
    { name: 'order', title: 'observed order', unit: '', better: 'neither' },
    { name: 'distance', title: 'distance of samples and data', unit: '', better: 'lower' },
  ],
  curves: [
    { x: 'evaluations', y: 'path-error', scale: 'log' },
    { x: 'evaluations', y: 'order', scale: 'linear' },
    { x: 'evaluations', y: 'distance', scale: 'linear' },
  ],
  seeds: (budget) => BUDGETS[budget].seeds,
  plan,
};

async function plan({ budget, seeds, plugins }: SuiteSettings, laboratory: Laboratory): Promise<SuitePlan> {
  const all = await methods(laboratory, plugins);
  return { units: seeds.map((seed) => solverUnit(all, { seed, plugins, budget: BUDGETS[budget] })), absent: [] };
}
