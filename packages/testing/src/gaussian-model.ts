import { segmentsOf } from '@partita/core';
import type { PartitionedScore, ScoreFunction, ScoreSegment, Sde, TimeInterval } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** The variance-preserving process of the paper's toys, with ∫β = 5t² on (0, 1]. */
export const toySde: Sde = {
  horizon: 1,
  priorSigma: 1,
  alpha: (t) => Math.exp(-2.5 * t * t),
  sigma: (t) => Math.sqrt(-Math.expm1(-5 * t * t)),
  drift: (t) => -5 * t,
  diffusion2: (t) => 10 * t,
  logSnr: (t) => -Math.log(Math.expm1(5 * t * t)),
  time: (logSnr) => Math.sqrt(Math.log1p(Math.exp(-logSnr)) / 5),
};

/** Gaussian data with independent coordinates. */
export interface Gaussian {
  readonly mean: readonly number[];
  readonly variance: readonly number[];
}

/** The exact score of Gaussian data, with `mean` and `variance` `[1, D]` as its parameters: s = −(x − α·m)/(α²·s² + σ²). */
export const gaussianScore: ScoreFunction = ({ mean, variance }, x, { alpha, sigma }) => {
  const spread = tf.add(tf.mul(tf.square(alpha), variance as Tensor2D), tf.square(sigma));
  return tf.div(tf.sub(tf.mul(alpha, mean as Tensor2D), x), spread);
};

/** A model of Gaussian data whose every interval has the exact score. Dispose of its `parameters` in the end. */
export function gaussianModel(
  data: Gaussian,
  plan: readonly TimeInterval[],
  tMin: number,
  sde: Sde = toySde,
): PartitionedScore & { readonly parameters: ScoreSegment['parameters'] } {
  const parameters = { mean: tf.tensor2d([[...data.mean]]), variance: tf.tensor2d([[...data.variance]]) };
  const segments = segmentsOf(plan, tMin, sde.horizon).map((segment) => ({ ...segment, score: gaussianScore, parameters }));
  return { sde, tMin, dimension: data.mean.length, segments, parameters };
}

/** The exact flow of the Gaussian model from time `from` to `to`: where x goes, and the log-determinant on the way. */
export function gaussianFlow(
  { mean, variance }: Gaussian,
  x: readonly number[],
  from: number,
  to: number,
  sde: Sde = toySde,
): { x: number[]; logDet: number } {
  const v = (t: number, i: number): number => sde.alpha(t) ** 2 * (variance[i] as number) + sde.sigma(t) ** 2;
  const stretch = mean.map((_, i) => Math.sqrt(v(to, i) / v(from, i)));
  return {
    x: mean.map((m, i) => sde.alpha(to) * m + (stretch[i] as number) * ((x[i] as number) - sde.alpha(from) * m)),
    logDet: stretch.reduce((sum, s) => sum + Math.log(s), 0),
  };
}

/** log p of one row under the Gaussian model, the prior's mismatch included. */
export function gaussianLogLikelihood(data: Gaussian, x: readonly number[], from: number, sde: Sde = toySde): number {
  const { x: xT, logDet } = gaussianFlow(data, x, from, sde.horizon, sde);
  return logNormal(xT, sde.priorSigma) + logDet;
}

/** log N(x; 0, σ²·I) */
export const logNormal = (x: readonly number[], sigma = 1): number =>
  x.reduce((sum, value) => sum - 0.5 * ((value / sigma) ** 2 + Math.log(2 * Math.PI * sigma ** 2)), 0);
