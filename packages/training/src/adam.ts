import * as tf from '@tensorflow/tfjs-core';

/** Adam's memory: the decayed means of the gradient and of its square, as flat vectors. */
export interface AdamMoments {
  readonly first: tf.Tensor1D;
  readonly second: tf.Tensor1D;
}

export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** What changes with the step, as scalars, so that one program serves every step. */
export interface AdamRates {
  readonly learningRate: tf.Scalar;
  /** 1 − β₁ⁿ and 1 − β₂ⁿ at update n ≥ 1. */
  readonly correction1: tf.Scalar;
  readonly correction2: tf.Scalar;
}

/**
 * One update of Adam (Kingma & Ba 2015, arXiv 1412.6980), pure:
 * m ← β₁m + (1−β₁)g,  v ← β₂v + (1−β₂)g²,  θ ← θ − η·(m/c₁)/(√(v/c₂) + ε).
 */
export function adamUpdate(
  parameters: tf.Tensor1D,
  gradient: tf.Tensor1D,
  moments: AdamMoments,
  rates: AdamRates,
  { beta1, beta2, epsilon }: AdamOptions,
): { parameters: tf.Tensor1D; moments: AdamMoments } {
  const first = blend(beta1, moments.first, gradient);
  const second = blend(beta2, moments.second, tf.square(gradient));
  const denominator = tf.add(tf.sqrt(tf.div(second, rates.correction2)), epsilon);
  const step = tf.mul(tf.div(first, denominator), tf.div(rates.learningRate, rates.correction1));
  return { parameters: tf.sub(parameters, step), moments: { first, second } };
}

const blend = (decay: number, old: tf.Tensor1D, fresh: tf.Tensor1D): tf.Tensor1D => tf.add(tf.mul(old, decay), tf.mul(fresh, 1 - decay));

/** The gradient, scaled down to the given global norm if it is longer. */
export function clipByNorm(gradient: tf.Tensor1D, limit: number): tf.Tensor1D {
  const norm = tf.sqrt(tf.sum(tf.square(gradient)));
  return tf.mul(gradient, tf.minimum(1, tf.div(limit, tf.maximum(norm, 1e-12))));
}
