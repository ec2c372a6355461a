import { segmentsOf } from '@partita/core';
import type { GaussianTerm, PartitionedScore, ScoreFunction, ScoreSegment, Sde, TimeInterval } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { toySde } from './gaussian-model.ts';

/**
 * The exact score of a noised mixture Σ w_k·N(m_k, diag V_k). With S_k = α²V_k + σ² and g_k = (α·m_k − x)/S_k it is Σ r_k·g_k, where
 * r = softmax(log w_k − ½Σ(g_k²·S_k + log S_k)). Its parameters: `logWeight` `[1, K]`, `mean` and `variance` `[1, K, D]`.
 */
export const mixtureScore: ScoreFunction = ({ logWeight, mean, variance }, x, { alpha, sigma }) => {
  const spread = tf.add<Tensor3D>(tf.mul(tf.square(tf.expandDims(alpha, 1)), variance as Tensor3D), tf.square(tf.expandDims(sigma, 1)));
  const pull = tf.div<Tensor3D>(tf.sub(tf.mul(tf.expandDims(alpha, 1), mean as Tensor3D), tf.expandDims(x, 1)), spread);
  const log = tf.sub<Tensor2D>(logWeight as Tensor2D, tf.mul(0.5, tf.sum(tf.add(tf.mul(tf.square(pull), spread), tf.log(spread)), 2)));
  return tf.sum<Tensor2D>(tf.mul(tf.expandDims(tf.softmax(log), 2), pull), 1);
};

/** A model of a mixture of Gaussians whose every interval has the exact score. Dispose of its `parameters` in the end. */
export function mixtureModel(
  terms: readonly GaussianTerm[],
  plan: readonly TimeInterval[],
  tMin: number,
  sde: Sde = toySde,
): PartitionedScore & { readonly parameters: ScoreSegment['parameters'] } {
  const parameters = {
    logWeight: tf.tensor2d([terms.map(({ weight }) => Math.log(weight))]),
    mean: tf.tensor3d([terms.map(({ mean }) => [...mean])]),
    variance: tf.tensor3d([terms.map(({ variance }) => [...variance])]),
  };
  const segments = segmentsOf(plan, tMin, sde.horizon).map((segment) => ({ ...segment, score: mixtureScore, parameters }));
  return { sde, tMin, dimension: terms[0]?.mean.length ?? 0, segments, parameters };
}

/** log density of one row of α·x₀ + σ·ε, x₀ from the mixture, in double precision. */
export function mixtureLogDensity(terms: readonly GaussianTerm[], x: ArrayLike<number>, alpha: number, sigma: number): number {
  const logs = terms.map(({ weight, mean, variance }) =>
    mean.reduce((sum, m, i) => {
      const spread = alpha ** 2 * (variance[i] as number) + sigma ** 2;
      return sum - 0.5 * (((x[i] as number) - alpha * m) ** 2 / spread + Math.log(2 * Math.PI * spread));
    }, Math.log(weight)),
  );
  const largest = Math.max(...logs);
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
}
