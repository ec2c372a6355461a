import type { Workshop } from './workshop.ts';

/** Something that a user may get wrong. */
export interface BadInput {
  readonly name: string;
  /** Prepares the folder and returns the command line. */
  readonly args: (shop: Workshop) => readonly string[];
  /** What the command says, with `<dir>` for the folder; with … at its end, only how it begins. */
  readonly sentence: string;
  readonly skip?: boolean;
}

/** A row of a table. */
export const row = (name: string, args: BadInput['args'] | readonly string[], sentence: string, skip = false): BadInput => ({
  name,
  args: typeof args === 'function' ? args : () => args,
  sentence,
  skip,
});

/** Trains an experiment that is fine but for these settings. */
export const settings =
  (...set: readonly string[]): BadInput['args'] =>
  (shop) => ['train', shop.experiment(), '--out', shop.path('out'), ...set.flatMap((each) => ['--set', each])];

/** Trains an experiment.json that is fine but for this. */
export const experiment =
  (changes: Readonly<Record<string, unknown>>): BadInput['args'] =>
  (shop) => ['train', shop.experiment(changes), '--out', shop.path('out')];
