import { availableParallelism } from 'node:os';
import type { Suite, SuiteBudget } from '../../suite/suite.ts';
import { scalingUnit, type ScalingBudget } from './unit.ts';

const BUDGETS: Readonly<Record<SuiteBudget, ScalingBudget & { readonly seeds: number }>> = {
  smoke: { seeds: 1, jobsPerCore: 1, updates: 20, batchSize: 64 },
  standard: { seeds: 3, jobsPerCore: 2, updates: 4000, batchSize: 512 },
  full: { seeds: 5, jobsPerCore: 4, updates: 10_000, batchSize: 512 },
};

/** Training on 1 … all cores. */
export const scalingSuite: Suite = {
  name: 'scaling',
  title: 'Scaling: workers against training time',
  summary: 'training time with 1 to all cores at work: the same networks on more workers (strong), and as many networks as workers (weak)',
  notes: [
    'Strong: the same number of networks on W workers, efficiency t₁/(W·t_W). Weak: W networks on W workers, efficiency t₁/t_W. Times are by the clock, starts of processes included.',
    'Seeds are repetitions; the networks are the paper’s on HG.',
  ],
  axes: ['scaling', 'workers'],
  quantities: [
    { name: 'workers', title: 'workers', unit: '', better: 'neither' },
    { name: 'clock', title: 'training by the clock', unit: 's', better: 'lower' },
    { name: 'efficiency', title: 'efficiency', unit: '', better: 'higher' },
    { name: 'rate', title: 'updates of all networks', unit: '1/s', better: 'higher' },
  ],
  curves: [
    { x: 'workers', y: 'clock', scale: 'linear' },
    { x: 'workers', y: 'efficiency', scale: 'linear' },
    { x: 'workers', y: 'rate', scale: 'linear' },
  ],
  seeds: (budget) => BUDGETS[budget].seeds,
  plan({ budget, seeds, plugins }) {
    const cores = availableParallelism();
    const units = seeds.map((seed) => scalingUnit({ seed, plugins, cores, budget: BUDGETS[budget] }));
    return Promise.resolve({ units, absent: [] });
  },
};
