/** Forward processes. */
import { definePlugin } from '@partita/core';
import { vp } from './vp.ts';

export const sdePlugin = definePlugin({ name: '@partita/sde', components: [vp] });
export default sdePlugin;
export { vp, VpSde } from './vp.ts';
