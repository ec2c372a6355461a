import type { ExperimentInput } from '../run/study.ts';
import { hg } from './hg.ts';
import { quickstart } from './quickstart.ts';
import { ty } from './ty.ts';

export interface Preset {
  readonly summary: string;
  readonly experiment: ExperimentInput;
}

/** Experiments by name. */
export const PRESETS: Readonly<Record<string, Preset>> = { quickstart, hg, ty };
