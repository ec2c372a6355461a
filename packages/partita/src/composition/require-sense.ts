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
  Weighting,
  type Container,
  type Experiment,
  type TimeInterval,
  type Token,
} from '@partita/core';
import { requireHeirs } from '../run/require-heirs.ts';
import { requireWeights } from '../run/require-weights.ts';
import { intervalContainer } from './experiment-container.ts';

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

/** Makes every piece that an experiment names. @throws PartitaError with what one of them refuses */
export function requirePieces(pieces: Container, experiment: Experiment): void {
  const sde = pieces.resolve(Sde);
  for (const port of NEEDED) pieces.resolve(port);
  for (const metric of experiment.metrics) pieces.build(Metric, metric);
  requireTruncation(experiment.tMin, sde);
  const always = { index: 0, start: experiment.tMin, end: sde.horizon };
  intervalContainer(pieces, experiment, always).resolve(ScoreNetwork); // whatever the plan, which may wait for a pilot
}

/** @throws PartitaError when what a plan asks for is not possible */
export function requireTrainable(pieces: Container, experiment: Experiment, plan: readonly TimeInterval[]): void {
  requireWeights(pieces, plan, experiment.seed);
  requireHeirs(pieces, experiment, plan);
  for (const interval of plan) requireSize(intervalContainer(pieces, experiment, interval).resolve(ScoreNetwork));
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
