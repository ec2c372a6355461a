/** Score networks. */
import { definePlugin } from '@partita/core';
import { mlp } from './mlp.ts';

export const networksPlugin = definePlugin({ name: '@partita/networks', components: [mlp] });
export default networksPlugin;
export { mlp, Mlp, type MlpOptions } from './mlp.ts';
