import {
  blendedSegments,
  CheckpointStore,
  Dataset,
  experimentHash,
  inForce,
  PartitaError,
  parameterCount,
  Prediction,
  RunDirectory,
  ScoreNetwork,
  Sde,
  stepsOf,
  type Checkpoint,
  type Container,
  type Experiment,
  type PartitionedScore,
  type ScoreFunction,
  type ScoreSegment,
  type TimeInterval,
} from '@partita/core';
import { blendedScore, isTrained, networkScore, requireIdentity, roleVector } from '@partita/training';
import { NetworkShelf } from './network-shelf.ts';
import { intervalContainer } from './run-container.ts';

export interface LoadedScore extends PartitionedScore {
  /** Parameters of all networks together. */
  readonly parameters: number;
  /** Updates that they were trained with. */
  readonly updates: number;
  dispose(): void;
}

/** The checkpoint of an interval's trained network. @throws PartitaError when it is missing, unfinished, damaged, or another run's */
export async function lastCheckpoint(run: Container, experiment: Experiment, interval: TimeInterval): Promise<Checkpoint> {
  const { index, start, end, patience } = interval;
  const store = run.resolve(CheckpointStore);
  const checkpoint = await store.load(index);
  const steps = stepsOf(experiment, interval);
  const directory = run.resolve(RunDirectory);
  if (!checkpoint || !isTrained(checkpoint.metadata, steps, patience))
    throw new PartitaError(
      `Interval ${index} of '${directory}' is at step ${checkpoint?.metadata['step'] ?? 0} of ${steps}; finish it with 'partita train ${directory} --resume'.`,
    );
  const identity = { experiment: experimentHash(experiment), interval: index, start, end, seed: experiment.seed };
  requireIdentity(checkpoint, identity, store.describe(index));
  return checkpoint;
}

/**
 * A run's trained networks as one score: the averages of their parameters.
 * @param inMemory networks whose parameters are held at a time; default: as the experiment says
 * @throws PartitaError when one has not finished
 */
export async function loadScore(
  run: Container,
  experiment: Experiment,
  plan: readonly TimeInterval[],
  inMemory = experiment.evaluation.networksInMemory,
): Promise<LoadedScore> {
  const sde = run.resolve(Sde);
  const networks = inForce(plan).map((interval) => intervalContainer(run, experiment, interval).resolve(ScoreNetwork));
  const vectorOf = async (k: number): Promise<{ readonly vector: Float32Array; readonly step: number }> => {
    const checkpoint = await lastCheckpoint(run, experiment, plan[k] as TimeInterval);
    const where = run.resolve(CheckpointStore).describe(k);
    return { vector: roleVector(networks[k] as ScoreNetwork, checkpoint, 'ema', where), step: Number(checkpoint.metadata['step']) };
  };
  const shelf = new NetworkShelf(networks.length, inMemory, async (k) => (await vectorOf(k)).vector);
  let updates = 0;
  for (const k of networks.keys()) {
    const { vector, step } = await vectorOf(k);
    shelf.offer(k, vector);
    updates += step;
  }

  const scoreOf = sharedScores(run.resolve(Prediction));
  const segments = blendedSegments(plan, experiment.tMin, sde.horizon).map(({ network, passesTo, ...segment }): ScoreSegment => {
    const own = scoreOf(networks[network] as ScoreNetwork);
    if (passesTo === undefined)
      return {
        ...segment,
        score: own,
        get parameters() {
          return shelf.parameters(network);
        },
        fetch: () => shelf.fetch(network),
      };
    return {
      ...segment,
      score: blendedScore(own, scoreOf(networks[passesTo] as ScoreNetwork), segment, sde),
      get parameters() {
        return { earlier: shelf.parameters(network), later: shelf.parameters(passesTo) };
      },
      fetch: () => shelf.fetch(network, passesTo),
    };
  });
  return {
    sde,
    tMin: experiment.tMin,
    dimension: run.resolve(Dataset).shape.reduce((product, n) => product * n, 1),
    segments,
    parameters: networks.reduce((sum, { parameters }) => sum + parameterCount(parameters), 0),
    updates,
    dispose: () => shelf.dispose(),
  };
}

/** Networks of equal key get one score function, and with it one compiled program. */
function sharedScores(prediction: Prediction): (network: ScoreNetwork) => ScoreFunction {
  const known = new Map<string, ScoreFunction>();
  return (network) => {
    const score = (network.key === undefined ? undefined : known.get(network.key)) ?? networkScore(network, prediction);
    if (network.key !== undefined) known.set(network.key, score);
    return score;
  };
}
