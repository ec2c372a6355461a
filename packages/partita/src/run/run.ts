import {
  Backend,
  Dataset,
  JobBody,
  Partition,
  ScoreNetwork,
  Sde,
  segmentsOf,
  type Container,
  type Experiment,
  type Registry,
  type TimeInterval,
  type TrainJob,
} from '@partita/core';
import { runJob } from '../composition/job-body.ts';
import { intervalContainer, runContainer } from '../composition/run-container.ts';

/** One run: an experiment, its plan, its folder, and the pieces that do its work. */
export interface Run {
  readonly name: string;
  readonly directory: string;
  readonly experiment: Experiment;
  readonly plan: readonly TimeInterval[];
  readonly pieces: Container;
}

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
  pieces.resolve(Dataset);
  pieces.resolve(Backend);
  const { tMin, training, seed } = experiment;
  const plan = known ?? (await pieces.resolve(Partition).plan({ sde, tMin, steps: training.steps, seed }));
  segmentsOf(plan, tMin, sde.horizon);
  intervalContainer(pieces, experiment, plan[0] as TimeInterval).resolve(ScoreNetwork);
  return { name, directory, experiment, plan, pieces };
}

/** The run's training as jobs that can travel. */
export const jobsOf = ({ directory, experiment, plan }: Run): TrainJob[] =>
  plan.map((interval) => ({ run: directory, experiment, interval }));
