import { Dataset, defineComponent, ScoreNetwork, type Parameters, type ParameterSpec, type Schedule } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { ACTIVATIONS, type Activation } from './activations.ts';
import { fourierFeatures, fourierWidth } from './fourier-features.ts';
import { ANYWHERE, timeIn } from './time-in-interval.ts';
import { TIME_INPUTS, type LogSnrRange, type TimeInputKind } from './time-features.ts';

export interface MlpOptions {
  /** Numbers in one example. */
  readonly dimension: number;
  /** Hidden layers, from input to output. */
  readonly widths: readonly number[];
  readonly activation: Activation;
  readonly time: TimeInputKind;
  /** Where its log-SNR lies, for the time input `interval`. */
  readonly logSnr?: LogSnrRange;
  /** Octaves of Fourier features of x beside x itself; 0 for none. */
  readonly fourier: number;
  /** The last layer starts at 0, and so does what it predicts. */
  readonly zeroOutput?: boolean;
}

/**
 * A multilayer perceptron of (x, t). With widths 100-150-100, ELU and the plain time it is the network of the paper's
 * two-dimensional experiments (arXiv 2306.02658). Weights and biases start uniform in ±1/√fanIn, as in the paper's code.
 */
export class Mlp implements ScoreNetwork {
  readonly parameters: readonly ParameterSpec[];
  readonly key: string;
  readonly #options: MlpOptions;
  readonly #layers: number;

  constructor(options: MlpOptions) {
    const { dimension, widths, time, fourier, zeroOutput = false } = options;
    const sizes = [dimension + fourierWidth(dimension, fourier) + TIME_INPUTS[time].width, ...widths, dimension];
    this.#options = options;
    this.key = JSON.stringify(['mlp', options]);
    this.#layers = sizes.length - 1;
    this.parameters = sizes.slice(1).flatMap((outputs, layer) => {
      const inputs = sizes[layer] as number;
      const isZero = zeroOutput && layer === widths.length;
      const initialiser = { distribution: 'uniform', scale: isZero ? 0 : 1 / Math.sqrt(inputs) } as const;
      return [
        { name: `layers.${layer}.weight`, shape: [inputs, outputs], initialiser },
        { name: `layers.${layer}.bias`, shape: [outputs], initialiser },
      ];
    });
  }

  apply(parameters: Parameters, x: tf.Tensor2D, at: Schedule): tf.Tensor2D {
    const { activation, fourier, time, logSnr = ANYWHERE } = this.#options;
    const times = TIME_INPUTS[time].features(at, logSnr).map((column) => perRow(column, x.shape[0]));
    const inputs = [x, ...fourierFeatures(x, fourier), ...times];
    let h = inputs.length === 1 ? x : tf.concat2d(inputs, 1);
    for (let layer = 0; layer < this.#layers; layer++) {
      const weight = parameters[`layers.${layer}.weight`] as tf.Tensor2D;
      const bias = parameters[`layers.${layer}.bias`] as tf.Tensor1D;
      const z = tf.add<tf.Tensor2D>(tf.matMul(h, weight), bias);
      h = layer < this.#layers - 1 ? ACTIVATIONS[activation](z) : z;
    }
    return h;
  }
}

/** A `[1, n]` row that the whole batch shares, repeated for each of its rows. */
const perRow = (column: tf.Tensor2D, rows: number): tf.Tensor2D => (column.shape[0] === rows ? column : tf.tile(column, [rows, 1]));

export const mlp = defineComponent({
  port: ScoreNetwork,
  kind: 'mlp',
  summary: "multilayer perceptron; the defaults are the paper's network for two-dimensional data",
  formula: 'F(x, t) = W_n·h_{n−1} + b_n,  h_i = activation(W_i·h_{i−1} + b_i),  h_0 = (x, features of x, t)',
  options: z.object({
    widths: z.array(z.int().min(1).max(65_536)).min(1).default([100, 150, 100]).describe('hidden layers'),
    activation: z
      .enum(Object.keys(ACTIVATIONS) as [Activation, ...Activation[]])
      .default('elu')
      .describe('between layers'),
    time: z
      .enum(Object.keys(TIME_INPUTS) as [TimeInputKind, ...TimeInputKind[]])
      .default('time')
      .describe('what the network sees of the time; a per-timestep network never sees it'),
    fourier: z.int().min(0).max(16).default(0).describe('octaves of Fourier features of x: sin and cos of 2^k·π·x'),
    zeroOutput: z.boolean().default(false).describe('the last layer starts at 0: with prediction edm, from the best linear guess'),
  }),
  create(options, container) {
    const dimension = container.resolve(Dataset).shape.reduce((product, n) => product * n, 1);
    return new Mlp({ ...options, dimension, ...timeIn(options.time, container) });
  },
  cites: ['arXiv:2306.02658', 'arXiv:2006.10739'],
});
