/** Strategies that cut the time axis, one file each. */
import { definePlugin } from '@partita/core';
import { breakpoints } from './breakpoints.ts';
import { equal } from './equal.ts';
import { perTimestep } from './per-timestep.ts';
import { single } from './single.ts';
import { uniform } from './budgets/uniform.ts';

export const partitionsPlugin = definePlugin({ name: '@partita/partitions', components: [single, equal, breakpoints, perTimestep, uniform] });
export default partitionsPlugin;
export { BREAKPOINT_PRESETS, breakpoints, breakpointsPartition } from './breakpoints.ts';
export { equal, equalPartition } from './equal.ts';
export { perTimestep, perTimestepPartition } from './per-timestep.ts';
export { single, singlePartition } from './single.ts';
