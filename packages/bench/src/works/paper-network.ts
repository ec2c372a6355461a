import { parameterLayout, type PartitionedScore } from '@partita/core';
import { Mlp } from '@partita/networks';
import { VpSde } from '@partita/sde';
import { epsilonPrediction, networkScore } from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import { wave } from './wave.ts';

/** The sizes of a multilayer perceptron of (x, t). */
export interface NetworkSettings {
  readonly dimension: number;
  readonly widths: readonly number[];
}

/** The network of the paper's two-dimensional experiments (arXiv 2306.02658): (x, t) → 100 → 150 → 100 → 2, ELU. */
export const PAPER_NETWORK: NetworkSettings = { dimension: 2, widths: [100, 150, 100] };

export const makeNetwork = ({ dimension, widths }: NetworkSettings): Mlp =>
  new Mlp({ dimension, widths, activation: 'elu', time: 'time', fourier: 0 });

/** The paper's process, β = 10·t. */
export const SDE = new VpSde({ betaMin: 0, betaMax: 10 });

export const T_MIN = 1e-3;

/** Every weight matrix's size in order, from input to output. */
export const weightSizes = ({ dimension, widths }: NetworkSettings): number[] => {
  const sizes = [dimension + 1, ...widths, dimension];
  return sizes.slice(1).map((outputs, layer) => outputs * (sizes[layer] as number));
};

/** Parameters that every contestant can make: slot k is a wave of phase k and the initialiser's scale. */
export function waveParameters(settings: NetworkSettings): tf.Tensor1D {
  const layout = parameterLayout(makeNetwork(settings).parameters);
  return tf.tensor1d(Float32Array.from(layout.flatMap(({ size, initialiser }, slot) => [...wave(size, slot, initialiser.scale)])));
}

/** One such network as a score over the whole of (T_MIN, T], on the given parameter vector. */
export function waveScore(settings: NetworkSettings, vector: tf.Tensor1D): PartitionedScore {
  const score = networkScore(makeNetwork(settings), epsilonPrediction);
  const segment = { start: T_MIN, end: SDE.horizon, score, parameters: { vector } };
  return { sde: SDE, tMin: T_MIN, dimension: settings.dimension, segments: [segment] };
}
