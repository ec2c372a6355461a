import type { ExperimentInput } from '../run/study.ts';

/** An experiment with a name of its own. */
export interface Preset {
  readonly summary: string;
  readonly experiment: ExperimentInput;
}
