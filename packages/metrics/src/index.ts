/** What a trained score is worth. */
export { bitsPerDimension, type BitsPerDimensionOptions } from './bits-per-dimension.ts';
export { c2st, type C2stOptions } from './c2st.ts';
export { elbo, type ElboOptions } from './elbo.ts';
export { energyDistance, type EnergyDistanceOptions } from './energy-distance.ts';
export { entropyGap } from './entropy-gap.ts';
export type { IntegralOptions } from './integral/integrate.ts';
export { latticeSlack } from './lattice/slack.ts';
export { mmd, type MmdOptions } from './mmd.ts';
export { nll } from './nll.ts';
export { metricsPlugin, metricsPlugin as default } from './plugin.ts';
export { priorMismatch } from './prior-mismatch.ts';
export { regret } from './regret.ts';
export { slicedWasserstein, type SlicedWassersteinOptions } from './sliced-wasserstein.ts';
export { truncation } from './truncation.ts';
