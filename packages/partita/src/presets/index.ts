import { hg } from './hg.ts';
import { PAPER_IMAGES } from './paper-images.ts';
import type { Preset } from './preset.ts';
import { quickstart } from './quickstart.ts';
import { shapes16 } from './shapes16.ts';
import { hgStrong, tyStrong } from './strong.ts';
import { ty } from './ty.ts';

/** Experiments by name. */
export const PRESETS: Readonly<Record<string, Preset>> = {
  quickstart,
  hg,
  'hg-strong': hgStrong,
  ty,
  'ty-strong': tyStrong,
  shapes16,
  ...PAPER_IMAGES,
};
