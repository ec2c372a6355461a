import type { Dataset } from '@partita/core';
import { hgData } from '../data/hg.ts';
import { centred } from '../mixture/component.ts';
import { mixture } from '../mixture/mixture.ts';

/** The paper's grid with Gaussians, `[2]`; centred, as its authors do. */
export const hg = (): Dataset => mixture({ components: centred(hgData.components), entropy: hgData.entropyNats });
