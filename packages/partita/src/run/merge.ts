import { basename, resolve } from 'node:path';
import { Backend, CheckpointStore, experimentHash, inForce, PartitaError, ScoreNetwork, stepsOf, type Experiment } from '@partita/core';
import { roleVector, stateAt, toCheckpoint } from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import { lastCheckpoint } from '../composition/load-score.ts';
import { intervalContainer } from '../composition/experiment-container.ts';
import type { Run } from './run.ts';
import { startStudy, type Study } from './start.ts';

/**
 * One network with the mean of a run's networks as its parameters (model soups: Wortsman et al. 2022, arXiv 2203.05482; over time:
 * Ma et al. 2024, arXiv 2410.06664), as a run of its own. A mean makes sense of networks that have not moved far from a common start,
 * such as those of `progressive` and `warm-chain`. @throws PartitaError when their shapes differ
 */
export async function mergeRun(run: Run, out: string): Promise<Study> {
  const networks = inForce(run.plan);
  const vectors: Float32Array[] = [];
  for (const interval of networks) {
    const checkpoint = await lastCheckpoint(run.pieces, run.experiment, interval);
    const network = intervalContainer(run.pieces, run.experiment, interval).resolve(ScoreNetwork);
    vectors.push(roleVector(network, checkpoint, 'ema', run.pieces.resolve(CheckpointStore).describe(interval.index)));
  }
  if (new Set(vectors.map(({ length }) => length)).size > 1)
    throw new PartitaError(`The networks of '${run.directory}' differ in size and have no mean; distill them instead: partita distill.`);
  const updates = networks.reduce((sum, interval) => sum + stepsOf(run.experiment, interval), 0);
  const study = await startStudy(mergedExperiment(run, updates, vectors.length), { directory: out });
  await saveMean(study.runs[0] as Run, vectors);
  return study;
}

const mergedExperiment = ({ experiment, directory }: Run, steps: number, count: number): Experiment => ({
  ...experiment,
  name: `${experiment.name}-merged`,
  partition: { kind: 'single' },
  budget: { kind: 'uniform' },
  training: { ...experiment.training, steps },
  notes: [...experiment.notes, `Not trained: its parameters are the mean of the ${count} networks of '${basename(resolve(directory))}'.`],
});

async function saveMean({ pieces, experiment, plan }: Run, vectors: readonly Float32Array[]): Promise<void> {
  const [interval] = plan as [Run['plan'][number]];
  const { index, start, end } = interval;
  const mean = Float32Array.from(
    vectors[0] ?? [],
    (_, i) => vectors.reduce((sum, vector) => sum + (vector[i] as number), 0) / vectors.length,
  );
  const identity = { experiment: experimentHash(experiment), interval: index, start, end, seed: experiment.seed };
  const network = intervalContainer(pieces, experiment, interval).resolve(ScoreNetwork);
  const backend = pieces.resolve(Backend);
  await backend.start();
  const state = stateAt(mean);
  await pieces.resolve(CheckpointStore).save(index, await toCheckpoint(network, state, { ...identity, step: experiment.training.steps }));
  tf.dispose(Object.values<tf.Tensor>(state as unknown as Record<string, tf.Tensor>));
  await backend.stop();
}
