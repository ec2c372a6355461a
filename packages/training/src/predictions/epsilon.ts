import { defineComponent, Prediction } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

/** The network predicts the noise (Ho et al. 2020, arXiv 2006.11239): ∇ log p_t(x) = −ε̂(x, t)/σ(t). */
export const epsilonPrediction: Prediction = {
  target: (_x0, noise) => noise,
  score: (output, _x, { sigma }) => tf.neg(tf.div<tf.Tensor2D>(output, sigma)),
  noiseScale: () => 1,
};

export const epsilon = defineComponent({
  port: Prediction,
  kind: 'epsilon',
  summary: 'the network predicts the noise',
  formula: 'F → ε,  score = −F/σ',
  options: z.object({}),
  create: () => epsilonPrediction,
  cites: ['arXiv:2006.11239'],
});
