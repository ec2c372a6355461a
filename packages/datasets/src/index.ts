/** Data sets for score-based models: plane sets with exact densities, and NumPy files. */
export { endless, type EndlessOptions } from './endless.ts';
export type { GaussianComponent, MixtureComponent, RectangleComponent } from './mixture/component.ts';
export { gaussianMixtureEntropy } from './mixture/entropy.ts';
export { mixture, type MixtureOptions } from './mixture/mixture.ts';
export { datasetsPlugin, datasetsPlugin as default } from './plugin.ts';
export { rowsDataset, type RowsOptions } from './rows.ts';
export { checkerboard, type CheckerboardOptions } from './sets/checkerboard.ts';
export { gaussianMixture, type GaussianMixtureOptions } from './sets/gaussian-mixture.ts';
export { gaussian, type GaussianOptions } from './sets/gaussian.ts';
export { hg } from './sets/hg.ts';
export { lattice, type LatticeLaw, type LatticeOptions } from './sets/lattice.ts';
export { npy, type NpyOptions } from './sets/npy.ts';
export { spirals, type SpiralsOptions } from './sets/spirals.ts';
export { twoMoons, type TwoMoonsOptions } from './sets/two-moons.ts';
export { ty } from './sets/ty.ts';
