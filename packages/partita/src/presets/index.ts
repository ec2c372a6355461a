import { hg } from './hg.ts';
import type { Preset } from './preset.ts';
import { quickstart } from './quickstart.ts';
import { hgStrong, tyStrong } from './strong.ts';
import { ty } from './ty.ts';

/** Experiments by name. */
export const PRESETS: Readonly<Record<string, Preset>> = {
  quickstart,
  hg,
  'hg-strong': hgStrong,
  ty,
  'ty-strong': tyStrong,
};
