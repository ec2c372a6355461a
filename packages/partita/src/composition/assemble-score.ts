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
  type ScoreSegment,
  type TimeInterval,
} from '@partita/core';
import { blendedScore, networkScore } from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import { intervalContainer } from './experiment-container.ts';

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

/** The networks of a plan as one score, wherever their parameters come from; its tensors are the running backend's. */
export async function assembleScore(
  run: Container,
  { experiment, plan }: { readonly experiment: Experiment; readonly plan: readonly TimeInterval[] },
  weightsOf: (interval: TimeInterval, network: ScoreNetwork) => Promise<TrainedWeights>,
): Promise<LoadedScore> {
  const sde = run.resolve(Sde);
  const networks: LoadedNetwork[] = [];
  for (const interval of inForce(plan)) {
    const network = intervalContainer(run, experiment, interval).resolve(ScoreNetwork);
    const { vector, step } = await weightsOf(interval, network);
    const score = networkScore(network, run.resolve(Prediction));
    networks.push({ score, parameters: { vector: tf.tensor1d(vector) }, count: parameterCount(network.parameters), step });
  }
  const segments = blendedSegments(plan, experiment.tMin, sde.horizon).map(({ network, passesTo, ...segment }): ScoreSegment => {
    const own = networks[network] as LoadedNetwork;
    if (passesTo === undefined) return { ...segment, score: own.score, parameters: own.parameters };
    const next = networks[passesTo] as LoadedNetwork;
    return {
      ...segment,
      score: blendedScore(own.score, next.score, segment, sde),
      parameters: { earlier: own.parameters, later: next.parameters },
    };
  });
  return {
    sde,
    tMin: experiment.tMin,
    dimension: run.resolve(Dataset).shape.reduce((product, n) => product * n, 1),
    segments,
    parameters: networks.reduce((sum, { count }) => sum + count, 0),
    updates: networks.reduce((sum, { step }) => sum + step, 0),
    dispose: () => networks.forEach(({ parameters }) => tf.dispose(parameters)),
  };
}

interface LoadedNetwork extends Pick<ScoreSegment, 'score' | 'parameters'> {
  /** Its parameters. */
  readonly count: number;
  readonly step: number;
}
