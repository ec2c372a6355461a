import { defineComponent, Prediction } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

/**
 * The network predicts v = α·ε − σ·x₀ (Salimans & Ho 2022, arXiv 2202.00512): the noise where there is much data, the
 * data where there is much noise. With x = α·x₀ + σ·ε, α·v + σ·x = (α² + σ²)·ε, so for any α and σ
 *
 *   ε̂ = (α·v̂ + σ·x)/(α² + σ²),   ∇ log p_t(x) = −(α/σ·v̂ + x)/(α² + σ²).
 */
export const vPrediction: Prediction = {
  target: (x0, noise, { alpha, sigma }) => tf.sub(tf.mul(alpha, noise), tf.mul(sigma, x0)),
  score: (output, x, { alpha, sigma }) =>
    tf.neg(tf.div<tf.Tensor2D>(tf.add(tf.mul(tf.div(alpha, sigma), output), x), tf.add(tf.square(alpha), tf.square(sigma)))),
  noiseScale: ({ alpha, sigma }) => alpha / (alpha * alpha + sigma * sigma),
};

export const v = defineComponent({
  port: Prediction,
  kind: 'v',
  summary: 'the network predicts a velocity between noise and data',
  formula: 'F → α·ε − σ·x0,  score = −(α/σ·F + x)/(α² + σ²)',
  options: z.object({}),
  create: () => vPrediction,
  cites: ['arXiv:2202.00512'],
});
