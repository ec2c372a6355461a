import { defineComponent, Prediction, type Schedule } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

/**
 * The preconditioning of EDM (Karras et al. 2022, arXiv 2206.00364, §5) for any α and σ. Let the data have standard deviation s,
 * so that x = α·x₀ + σ·ε has variance v = α²s² + σ². The network sees x/√v and predicts F, both of variance 1:
 *
 *   ε̂ = σ/v·x + α·s/√v·F̂,   F = (α·s·ε − σ/s·x₀)/√v,   ∇ log p_t(x) = −(x + α·s·√v/σ·F̂)/v.
 *
 * σ/v·x is the best linear guess of ε, and the exact one of Gaussian data: F̂ = 0 is where learning starts from.
 */
export function edmPrediction({ dataSigma: s }: { readonly dataSigma: number }): Prediction {
  const variance = ({ alpha, sigma }: Schedule): tf.Tensor2D => tf.add(tf.square(tf.mul(alpha, s)), tf.square(sigma));
  return {
    input: (x, at) => tf.div(x, tf.sqrt(variance(at))),
    target: (x0, noise, at) => tf.div(tf.sub(tf.mul(tf.mul(at.alpha, s), noise), tf.mul(tf.div(at.sigma, s), x0)), tf.sqrt(variance(at))),
    score(output, x, at) {
      const spread = variance(at);
      const gain = tf.mul(tf.div(tf.mul(at.alpha, s), at.sigma), tf.sqrt(spread));
      return tf.neg(tf.div<tf.Tensor2D>(tf.add(x, tf.mul(gain, output)), spread));
    },
    noiseScale: ({ alpha, sigma }) => (alpha * s) / Math.hypot(alpha * s, sigma),
  };
}

export const edm = defineComponent({
  port: Prediction,
  kind: 'edm',
  summary: 'the network corrects the best linear guess; what it sees and predicts has variance 1',
  formula: 'F → (α·s·ε − σ/s·x0)/√v,  input x/√v,  score = −(x + α·s·√v/σ·F)/v,  v = α²s² + σ²',
  options: z.object({
    dataSigma: z.number().gt(0).max(1e6).default(0.5).describe('s, standard deviation of a coordinate of the data, in its units'),
  }),
  create: edmPrediction,
  cites: ['arXiv:2206.00364'],
});
