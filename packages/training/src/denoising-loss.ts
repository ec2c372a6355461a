import type { Parameters, Prediction, Schedule, ScoreNetwork } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { predict } from './predict.ts';

/** A training batch: data, noise, the schedule at each row's time, and how much each row counts. */
export interface DenoisingBatch {
  /** `[batch, dimension]` */
  readonly x0: tf.Tensor2D;
  readonly noise: tf.Tensor2D;
  /** Columns `[batch, 1]`. */
  readonly at: Schedule;
  /** `[batch, 1]`: the factor of the squared error of the network's output, see `rowWeight`. */
  readonly weight: tf.Tensor2D;
  /** `[batch, draws]`: what the network draws in training; absent where it draws nothing. */
  readonly drawn?: tf.Tensor2D;
}

/** The weighted squared errors of a network's prediction at x_t = α·x₀ + σ·ε, `[batch, dimension]`. */
export function squaredErrors(network: ScoreNetwork, prediction: Prediction, parameters: Parameters, batch: DenoisingBatch): tf.Tensor2D {
  const { x0, noise, at, weight, drawn } = batch;
  const xt = tf.add<tf.Tensor2D>(tf.mul(at.alpha, x0), tf.mul(at.sigma, noise));
  const residual = tf.sub(predict(network, prediction)(parameters, xt, at, drawn), prediction.target(x0, noise, at));
  return tf.mul(weight, tf.square(residual));
}

/** Denoising score matching (Vincent 2011, doi 10.1162/NECO_a_00142; Ho et al. 2020, arXiv 2006.11239): their mean over rows and coordinates. */
export const denoisingLoss = (network: ScoreNetwork, prediction: Prediction, parameters: Parameters, batch: DenoisingBatch): tf.Scalar =>
  tf.mean<tf.Scalar>(squaredErrors(network, prediction, parameters, batch));
