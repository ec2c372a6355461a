import type { Dataset } from '@partita/core';
import { tyData } from '../data/ty.ts';
import { centred } from '../mixture/component.ts';
import { mixture } from '../mixture/mixture.ts';

/** The paper's flower over letters, `[2]`; centred, as its authors do. */
export const ty = (): Dataset => mixture({ components: centred(tyData.components), entropy: tyData.entropyNats });
