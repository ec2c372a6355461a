import { defineComponent, Prediction } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

/**
 * The network predicts the data (Ho et al. 2020, arXiv 2006.11239, §3.2; Salimans & Ho 2022, arXiv 2202.00512):
 * ∇ log p_t(x) = (α·x̂₀ − x)/σ², and ε̂ = (x − α·x̂₀)/σ.
 */
export const x0Prediction: Prediction = {
  target: (x0) => x0,
  score: (output, x, { alpha, sigma }) => tf.div(tf.sub(tf.mul<tf.Tensor2D>(alpha, output), x), tf.square(sigma)),
  noiseScale: ({ alpha, sigma }) => alpha / sigma,
};

export const x0 = defineComponent({
  port: Prediction,
  kind: 'x0',
  summary: 'the network predicts the data',
  formula: 'F → x0,  score = (α·F − x)/σ²',
  options: z.object({}),
  create: () => x0Prediction,
  cites: ['arXiv:2006.11239', 'arXiv:2202.00512'],
});
