import type { TrainedDataset } from './data-sets.ts';

/** An experiment but for its partition, its updates and its seed. */
export type Recipe = (dataset: TrainedDataset) => { readonly training: object; readonly [setting: string]: unknown };

/** Octaves of Fourier features of planar data: `2·FOURIER` numbers a coordinate, beside the coordinate itself. */
export const FOURIER = 4;

/**
 * The recipe under which a single network does best (docs/benchmarks/recipes.md): the best linear guess as a skip, Fourier features of
 * what lies in a plane, antithetic noise, a high learning rate.
 */
export const strongRecipe: Recipe = ({ dataSigma, isPlanar }) => ({
  network: { kind: 'mlp', activation: 'silu', time: 'interval', fourier: isPlanar ? FOURIER : 0, zeroOutput: true },
  prediction: { kind: 'edm', dataSigma },
  training: { antithetic: true, learningRate: 6e-3 },
  schedule: 'cosine',
  averaging: 'power',
});

/** The paper's network and prediction (arXiv 2306.02658). */
const paperRecipe: Recipe = () => ({
  network: 'mlp',
  prediction: 'epsilon',
  training: { antithetic: false, learningRate: 1e-3 },
  times: { kind: 'time' },
  schedule: 'constant',
  averaging: 'none',
});

export const RECIPES = { paper: paperRecipe, strong: strongRecipe } as const satisfies Record<string, Recipe>;
