import { PartitaError } from '@partita/core';
import type { Suite, SuiteBudget } from '../../suite/suite.ts';
import { canWatch } from './resident.ts';
import { memoryUnit, type MemoryBudget } from './unit.ts';

const BUDGETS: Readonly<Record<SuiteBudget, MemoryBudget & { readonly seeds: number }>> = {
  smoke: { seeds: 1, networks: [1, 2], updates: 20, points: 64 },
  standard: { seeds: 3, networks: [1, 4, 16, 64], updates: 200, points: 1000 },
  full: { seeds: 5, networks: [1, 4, 16, 64, 256], updates: 1000, points: 2000 },
};

/** What training and measuring hold at most. */
export const memorySuite: Suite = {
  name: 'memory',
  title: 'Memory: peak of a process against the number of networks',
  summary: 'the most memory that a process which trains, and one which measures, holds with few and with many networks',
  notes: [
    'The peak is the largest resident memory of any one process. Networks train one after another in as many processes as there are cores, so that training takes that many times the peak; a process that measures holds 64 networks of a model at most, the experiment’s `evaluation.networksInMemory`.',
    'Seeds are repetitions; the networks are the paper’s on HG, batch 512.',
  ],
  axes: ['process', 'networks'],
  quantities: [
    { name: 'networks', title: 'networks', unit: '', better: 'neither' },
    { name: 'peak', title: 'peak of one process', unit: 'MiB', better: 'lower' },
  ],
  curves: [{ x: 'networks', y: 'peak', scale: 'linear' }],
  seeds: (budget) => BUDGETS[budget].seeds,
  plan({ budget, seeds, plugins }) {
    if (!canWatch()) return Promise.reject(new PartitaError('memory: only Linux tells what a process held at most; run this suite there.'));
    return Promise.resolve({ units: seeds.map((seed) => memoryUnit({ seed, plugins, budget: BUDGETS[budget] })), absent: [] });
  },
};
