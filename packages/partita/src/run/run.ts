import {
  Averaging,
  Backend,
  Budget,
  Dataset,
  LearningRate,
  LikelihoodEstimator,
  Metric,
  parameterCount,
  Partition,
  PartitaError,
  Prediction,
  Sampler,
  ScoreNetwork,
  Sde,
  TimeSampling,
  trainingWaves,
  Weighting,
  type Container,
  type Experiment,
  type Registry,
  type TimeInterval,
  type Token,
  type TrainJob,
} from '@partita/core';
import { intervalContainer, runContainer } from '../composition/run-container.ts';
import { requireHeirs } from './require-heirs.ts';
import { requireWeights } from './require-weights.ts';

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

/** Made at once, so that whatever they refuse is refused before anything is written. */
const NEEDED: readonly Token<unknown>[] = [
  Dataset,
  Backend,
  Partition,
  Budget,
  Prediction,
  TimeSampling,
  Weighting,
  Averaging,
  LearningRate,
  Sampler,
  LikelihoodEstimator,
];

/** Puts a run together without touching its folder; everything that can be wrong with an experiment comes to light here. */
export function draftRun(name: string, directory: string, experiment: Experiment, registry: Registry): RunDraft {
  const pieces = runContainer(registry, experiment, directory);
  const sde = pieces.resolve(Sde);
  for (const port of NEEDED) pieces.resolve(port);
  for (const metric of experiment.metrics) pieces.build(Metric, metric);
  requireTruncation(experiment.tMin, sde);
  return { name, directory, experiment, pieces };
}

/** A run by its draft and its plan, once what the plan asks for is known to be possible. */
export function plannedRun(draft: RunDraft, plan: readonly TimeInterval[]): Run {
  const { pieces, experiment } = draft;
  requireWeights(pieces, plan, experiment.seed);
  requireHeirs(pieces, experiment, plan);
  for (const interval of plan) requireSize(intervalContainer(pieces, experiment, interval).resolve(ScoreNetwork));
  return { ...draft, plan };
}

function requireTruncation(tMin: number, sde: Sde): void {
  if (tMin >= sde.horizon) throw new PartitaError(`tMin: ${tMin} is not below the horizon T = ${sde.horizon}; choose for example 0.001.`);
  if (!Number.isFinite(sde.logSnr(tMin)))
    throw new PartitaError(`tMin: at ${tMin} the noise is too weak to be told from none; choose for example 0.001.`);
}

/** A checkpoint is a file of less than 2 GiB, and holds each parameter as four numbers of four bytes. */
const MOST_PARAMETERS = 2 ** 31 / 16;

function requireSize(network: ScoreNetwork): void {
  const count = parameterCount(network.parameters);
  if (count >= MOST_PARAMETERS)
    throw new PartitaError(`network: its ${count} parameters do not fit into a checkpoint, which holds less than ${MOST_PARAMETERS}.`);
}

/** The run's training as jobs that can travel: those of each wave may run at once, when those of the wave before are done. */
export const jobWaves = ({ directory, experiment, plan }: Run): TrainJob[][] =>
  trainingWaves(plan).map((wave) => wave.map((interval) => ({ run: directory, experiment, interval })));
