import { hg } from './hg.ts';
import type { Preset } from './preset.ts';
import { quickstart } from './quickstart.ts';
import { strong } from './strong.ts';
import { ty } from './ty.ts';

/** Experiments by name. */
export const PRESETS: Readonly<Record<string, Preset>> = {
  quickstart,
  hg,
  'hg-strong': strong('hg', 'hg-strong', 0.93),
  ty,
  'ty-strong': strong('ty', 'ty-strong', 0.63),
};
