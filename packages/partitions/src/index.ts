/** Strategies that cut the time axis, and allocators that share updates among the intervals; one file each. */
import { definePlugin } from '@partita/core';
import { neyman } from './budgets/neyman.ts';
import { proportional } from './budgets/proportional.ts';
import { uniform } from './budgets/uniform.ts';
import { heterogeneous } from './decorators/heterogeneous.ts';
import { overlap } from './decorators/overlap.ts';
import { warmChain } from './decorators/warm-chain.ts';
import { equalGradientVariance } from './from-pilot/equal-gradient-variance.ts';
import { equalInformation } from './from-pilot/equal-information.ts';
import { equalRms } from './from-pilot/equal-rms.ts';
import { optimal } from './from-pilot/optimal.ts';
import { equalLikelihoodMass } from './from-process/equal-likelihood-mass.ts';
import { equalLogSnr } from './from-process/equal-log-snr.ts';
import { progressive } from './from-process/progressive.ts';
import { breakpoints } from './from-time/breakpoints.ts';
import { equal } from './from-time/equal.ts';
import { perTimestep } from './from-time/per-timestep.ts';
import { single } from './from-time/single.ts';

export const partitionsPlugin = definePlugin({
  name: '@partita/partitions',
  components: [
    ...[single, equal, breakpoints, perTimestep],
    ...[equalLogSnr, equalLikelihoodMass, progressive],
    ...[equalInformation, equalRms, equalGradientVariance, optimal],
    ...[warmChain, overlap, heterogeneous],
    ...[uniform, proportional, neyman],
  ],
});
export default partitionsPlugin;
export { neyman, neymanBudget, type NeymanOptions } from './budgets/neyman.ts';
export { proportional, proportionalBudget } from './budgets/proportional.ts';
export type { LeastShare } from './budgets/share-updates.ts';
export { uniform, uniformBudget } from './budgets/uniform.ts';
export { heterogeneous, heterogeneousPartition, type NetworkSettings } from './decorators/heterogeneous.ts';
export { overlap, overlapPartition, type OverlapOptions } from './decorators/overlap.ts';
export { warmChain, warmChainPartition } from './decorators/warm-chain.ts';
export { equalGradientVariance, equalGradientVariancePartition } from './from-pilot/equal-gradient-variance.ts';
export { equalInformation, equalInformationPartition } from './from-pilot/equal-information.ts';
export { equalRms, equalRmsPartition } from './from-pilot/equal-rms.ts';
export { optimal, optimalPartition, type OptimalOptions } from './from-pilot/optimal.ts';
export { equalLikelihoodMass, equalLikelihoodMassPartition } from './from-process/equal-likelihood-mass.ts';
export { equalLogSnr, equalLogSnrPartition } from './from-process/equal-log-snr.ts';
export { progressive, progressivePartition, type ProgressiveOptions } from './from-process/progressive.ts';
export { BREAKPOINT_PRESETS, breakpoints, breakpointsPartition } from './from-time/breakpoints.ts';
export { equal, equalPartition } from './from-time/equal.ts';
export { perTimestep, perTimestepPartition } from './from-time/per-timestep.ts';
export { single, singlePartition } from './from-time/single.ts';
export type { IntervalCount } from './intervals-option.ts';
