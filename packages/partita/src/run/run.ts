import {
  Averaging,
  Backend,
  Dataset,
  JobBody,
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
  segmentsOf,
  TimeSampling,
  Weighting,
  type Container,
  type Experiment,
  type Registry,
  type TimeInterval,
  type Token,
  type TrainJob,
} from '@partita/core';
import { runJob } from '../composition/job-body.ts';
import { intervalContainer, runContainer } from '../composition/run-container.ts';
import { naming } from './naming.ts';
import { damaged } from './read-as.ts';
import { requireWeights } from './require-weights.ts';
import { runFiles } from './run-files.ts';

/** One run: an experiment, its plan, its folder, and the pieces that do its work. */
export interface Run {
  readonly name: string;
  readonly directory: string;
  readonly experiment: Experiment;
  readonly plan: readonly TimeInterval[];
  readonly pieces: Container;
}

/** Made at once, so that whatever they refuse is refused before anything is written. */
const NEEDED: readonly Token<unknown>[] = [
  Dataset,
  Backend,
  Prediction,
  TimeSampling,
  Weighting,
  Averaging,
  LearningRate,
  Sampler,
  LikelihoodEstimator,
];

/** Puts a run together without touching its folder; everything that can be wrong with an experiment comes to light here. */
export async function composeRun(
  name: string,
  directory: string,
  experiment: Experiment,
  registry: Registry,
  known?: readonly TimeInterval[],
): Promise<Run> {
  const pieces = runContainer(registry, experiment, directory).provide(JobBody, runJob);
  const sde = pieces.resolve(Sde);
  for (const port of NEEDED) pieces.resolve(port);
  for (const metric of experiment.metrics) pieces.build(Metric, metric);
  const { partition, tMin, training, seed } = experiment;
  requireTruncation(tMin, sde);
  const plan = known ?? (await pieces.resolve(Partition).plan({ sde, tMin, steps: training.steps, seed, pilot: noPilot }));
  const complaint = known ? damaged(runFiles(directory).plan) : `The partition '${partition.kind}' gives no valid plan`;
  naming(complaint, () => segmentsOf(plan, tMin, sde.horizon));
  requireWeights(pieces, plan, seed);
  requireSize(intervalContainer(pieces, experiment, plan[0] as TimeInterval).resolve(ScoreNetwork));
  return { name, directory, experiment, plan, pieces };
}

const noPilot = (): Promise<never> => Promise.reject(new PartitaError('partition: a run cannot train a pilot yet.'));

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

/** The run's training as jobs that can travel. */
export const jobsOf = ({ directory, experiment, plan }: Run): TrainJob[] =>
  plan.map((interval) => ({ run: directory, experiment, interval }));
