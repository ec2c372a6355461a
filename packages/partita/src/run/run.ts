import { trainingWaves, type Container, type Experiment, type Registry, type TimeInterval, type TrainJob } from '@partita/core';
import { requirePieces, requireTrainable } from '../composition/require-sense.ts';
import { runContainer } from '../composition/run-container.ts';

/** One run: an experiment, its folder, the pieces that do its work, and its plan. */
export interface Run extends RunDraft {
  readonly plan: readonly TimeInterval[];
}

/** A run whose plan is not made yet. */
export interface RunDraft {
  readonly name: string;
  readonly directory: string;
  readonly experiment: Experiment;
  readonly pieces: Container;
}

/** Puts a run together without touching its folder; everything that can be wrong with an experiment comes to light here. */
export function draftRun(name: string, directory: string, experiment: Experiment, registry: Registry): RunDraft {
  const pieces = runContainer(registry, experiment, directory);
  requirePieces(pieces, experiment);
  return { name, directory, experiment, pieces };
}

/** A run by its draft and its plan, once what the plan asks for is known to be possible. */
export function plannedRun(draft: RunDraft, plan: readonly TimeInterval[]): Run {
  requireTrainable(draft.pieces, draft.experiment, plan);
  return { ...draft, plan };
}

/** The run's training as jobs that can travel: those of each wave may run at once, when those of the wave before are done. */
export const jobWaves = ({ directory, experiment, plan }: Run): TrainJob[][] =>
  trainingWaves(plan).map((wave) => wave.map((interval) => ({ run: directory, experiment, interval })));
