import { defineComponent, Prediction } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

/** The network predicts the score itself; its target is that of the kernel, −ε/σ (Vincent 2011, doi 10.1162/NECO_a_00142). */
export const scorePrediction: Prediction = {
  target: (_x0, noise, { sigma }) => tf.neg(tf.div<tf.Tensor2D>(noise, sigma)),
  score: (output) => output,
  noiseScale: ({ sigma }) => sigma,
};

export const score = defineComponent({
  port: Prediction,
  kind: 'score',
  summary: 'the network predicts the score',
  formula: 'F → −ε/σ,  score = F',
  options: z.object({}),
  create: () => scorePrediction,
  cites: ['doi:10.1162/NECO_a_00142', 'arXiv:2011.13456'],
});
