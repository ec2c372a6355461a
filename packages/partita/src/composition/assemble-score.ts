import {
  blendedSegments,
  Dataset,
  inForce,
  parameterCount,
  Prediction,
  ScoreNetwork,
  Sde,
  type Container,
  type Experiment,
  type PartitionedScore,
  type ScoreFunction,
  type ScoreSegment,
  type TimeInterval,
} from '@partita/core';
import { blendedScore, networkScore } from '@partita/training';
import { intervalContainer } from './experiment-container.ts';
import { NetworkShelf } from './network-shelf.ts';

export interface LoadedScore extends PartitionedScore {
  /** Parameters of all networks together. */
  readonly parameters: number;
  /** Updates that they were trained with. */
  readonly updates: number;
  dispose(): void;
}

/** A network's parameters as one vector, and the updates that it was trained with. */
export interface TrainedWeights {
  readonly vector: Float32Array;
  readonly step: number;
}

export interface Assembly {
  readonly experiment: Experiment;
  readonly plan: readonly TimeInterval[];
  /** Networks whose parameters are in memory at a time. @default as the experiment says */
  readonly inMemory?: number;
}

/**
 * The networks of a plan as one score, wherever their parameters come from; its tensors are the running backend's.
 * @param weightsOf an interval's weights; asked for each once, and again for those that had to leave memory
 */
export async function assembleScore(
  run: Container,
  { experiment, plan, inMemory = experiment.evaluation.networksInMemory }: Assembly,
  weightsOf: (interval: TimeInterval, network: ScoreNetwork) => Promise<TrainedWeights>,
): Promise<LoadedScore> {
  const sde = run.resolve(Sde);
  const networks = inForce(plan).map((interval) => intervalContainer(run, experiment, interval).resolve(ScoreNetwork));
  const weights = (k: number): Promise<TrainedWeights> => weightsOf(plan[k] as TimeInterval, networks[k] as ScoreNetwork);
  const shelf = new NetworkShelf(networks.length, inMemory, async (k) => (await weights(k)).vector);
  let updates = 0;
  for (const k of networks.keys()) {
    const { vector, step } = await weights(k);
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
