import * as tf from '@tensorflow/tfjs-core';

/** Adam's memory: the decayed sums of the gradient and of its square, as flat vectors. */
export interface AdamMoments {
  readonly first: tf.Tensor1D;
  readonly second: tf.Tensor1D;
}

export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** What changes with the update; scalars when it enters a program, so that one program serves every update. */
export interface AdamRates<T> {
  /** What multiplies the direction. */
  readonly stepSize: T;
  /** What keeps the denominator away from zero. */
  readonly floor: T;
}

/**
 * Adam (Kingma & Ba 2015, arXiv 1412.6980) with its scalars taken together, as at the end of their section 2:
 * with m = Σ β₁ᵏg and v = Σ β₂ᵏg² over past gradients, the averages are (1−β₁)m and (1−β₂)v, their corrections
 * c = 1 − βⁿ at update n ≥ 1, and the update is θ ← θ − stepSize·m/(√v + floor), where
 * floor = ε·√(c₂/(1−β₂)) and stepSize = η·(1−β₁)/c₁·√(c₂/(1−β₂)).
 */
export function adamRates(learningRate: number, update: number, { beta1, beta2, epsilon }: AdamOptions): AdamRates<number> {
  const scale = Math.sqrt((1 - beta2 ** update) / (1 - beta2));
  return { stepSize: ((learningRate * (1 - beta1)) / (1 - beta1 ** update)) * scale, floor: epsilon * scale };
}

/** One update, pure: m ← β₁m + g,  v ← β₂v + g²,  θ ← θ − stepSize·m/(√v + floor). */
export function adamUpdate(
  parameters: tf.Tensor1D,
  gradient: tf.Tensor1D,
  moments: AdamMoments,
  { stepSize, floor }: AdamRates<tf.Scalar>,
  { beta1, beta2 }: AdamOptions,
): { parameters: tf.Tensor1D; moments: AdamMoments } {
  const first = tf.add<tf.Tensor1D>(tf.mul(moments.first, beta1), gradient);
  const second = tf.add<tf.Tensor1D>(tf.mul(moments.second, beta2), tf.square(gradient));
  const step = tf.mul(tf.div(first, tf.add(tf.sqrt(second), floor)), stepSize);
  return { parameters: tf.sub(parameters, step), moments: { first, second } };
}

/** The gradient, scaled down to the given global norm if it is longer. */
export function clipByNorm(gradient: tf.Tensor1D, limit: number): tf.Tensor1D {
  const norm = tf.sqrt(tf.sum(tf.square(gradient)));
  return tf.mul(gradient, tf.minimum(1, tf.div(limit, tf.maximum(norm, 1e-12))));
}
