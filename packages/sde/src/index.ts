/** Forward processes. */
import { definePlugin } from '@partita/core';
import { cosine } from './cosine.ts';
import { edm } from './edm.ts';
import { rectified } from './rectified.ts';
import { subVp } from './sub-vp.ts';
import { ve } from './ve.ts';
import { vp } from './vp.ts';

export const sdePlugin = definePlugin({ name: '@partita/sde', components: [vp, subVp, cosine, ve, edm, rectified] });
export default sdePlugin;
export { cosine, CosineSde } from './cosine.ts';
export { edm, EdmSde } from './edm.ts';
export type { BetaRange } from './linear-beta.ts';
export { rectified, RectifiedSde } from './rectified.ts';
export { subVp, SubVpSde } from './sub-vp.ts';
export { ve, VeSde, type VeOptions } from './ve.ts';
export { vp, VpSde } from './vp.ts';
