import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { rowDots } from './vector-jacobian.ts';

/** A vector of which less than this part is new is taken to lie in the span of those before it. */
const NEW = 1e-4;

/**
 * For each row by itself, an orthonormal basis of what the vectors span: modified Gram–Schmidt, applied twice to each vector,
 * which keeps the basis orthogonal to rounding (Giraud et al. 2005). A vector that brings nothing new becomes zero.
 * @param vectors each `[batch, dimension]`
 */
export function orthonormalBasis(vectors: readonly Tensor2D[]): Tensor2D[] {
  const basis: Tensor2D[] = [];
  for (const vector of vectors) {
    const rest = without(without(vector, basis), basis);
    const left = rowDots(rest, rest);
    const isNew = tf.greater(left, tf.mul(rowDots(vector, vector), NEW ** 2));
    basis.push(tf.mul(rest, tf.where(isNew, tf.rsqrt(left), tf.zerosLike(left))));
  }
  return basis;
}

/** v − Q·Qᵀ·v, one direction after the other. */
export const without = (vector: Tensor2D, basis: readonly Tensor2D[]): Tensor2D =>
  basis.reduce((rest, q) => tf.sub<Tensor2D>(rest, tf.mul(rowDots(q, rest), q)), vector);
