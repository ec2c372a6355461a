import { hg } from './hg.ts';
import type { Preset } from './preset.ts';
import { quickstart } from './quickstart.ts';
import { ty } from './ty.ts';

/** Experiments by name. */
export const PRESETS: Readonly<Record<string, Preset>> = { quickstart, hg, ty };
