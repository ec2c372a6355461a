import type { Parameters, Prediction, Schedule, ScoreNetwork } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

/** A training batch: data, noise, and the schedule at each row's time. */
export interface DenoisingBatch {
  /** `[batch, dimension]` */
  readonly x0: tf.Tensor2D;
  readonly noise: tf.Tensor2D;
  /** Columns `[batch, 1]`. */
  readonly at: Schedule;
}

/**
 * Denoising score matching (Vincent 2011; Ho et al. 2020, arXiv 2006.11239): the mean squared error of the network's
 * prediction at x_t = α·x₀ + σ·ε, over rows and coordinates.
 */
export function denoisingLoss(network: ScoreNetwork, prediction: Prediction, parameters: Parameters, batch: DenoisingBatch): tf.Scalar {
  const { x0, noise, at } = batch;
  const xt = tf.add<tf.Tensor2D>(tf.mul(at.alpha, x0), tf.mul(at.sigma, noise));
  const residual = tf.sub(network.apply(parameters, xt, at), prediction.target(x0, noise, at));
  return tf.mean<tf.Scalar>(tf.square(residual));
}
