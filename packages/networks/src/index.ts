/** Score networks. */
import { definePlugin } from '@partita/core';
import { analytic } from './analytic.ts';
import { mlp } from './mlp.ts';
import { unet, unet1d, unetSmall } from './unet/components.ts';

export const networksPlugin = definePlugin({ name: '@partita/networks', components: [mlp, unet, unetSmall, unet1d, analytic] });
export default networksPlugin;
export { analytic, AnalyticNetwork } from './analytic.ts';
export { mlp, Mlp, type MlpOptions } from './mlp.ts';
export { unet, unet1d, unetSmall } from './unet/components.ts';
export type { Canvas, UNetOptions } from './unet/options.ts';
export { UNet } from './unet/unet.ts';
