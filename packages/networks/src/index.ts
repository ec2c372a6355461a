/** Score networks. */
import { definePlugin } from '@partita/core';
import { analytic } from './analytic.ts';
import { mlp } from './mlp.ts';

export const networksPlugin = definePlugin({ name: '@partita/networks', components: [mlp, analytic] });
export default networksPlugin;
export { analytic, AnalyticNetwork } from './analytic.ts';
export { mlp, Mlp, type MlpOptions } from './mlp.ts';
