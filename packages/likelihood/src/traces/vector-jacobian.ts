import type { RowFunction } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';

/** f(x), and vᵀ·∂f/∂x for each row. */
export interface ValueAndProduct {
  readonly value: Tensor2D;
  readonly product: Tensor2D;
}

/**
 * Vector-Jacobian products of f at x, one backward pass each. The tape gives vᵀJ, not J·v; for a trace that is as good,
 * since tr Jᵀ = tr J. Every product repeats the forward pass, which a backend that compiles then does once.
 */
export function vectorJacobian(f: RowFunction, x: Tensor2D): (v: Tensor2D) => ValueAndProduct {
  const valueAndGradient = tf.valueAndGrad((rows) => f(rows as Tensor2D) as Tensor);
  return (v) => {
    const { value, grad } = valueAndGradient(x, v);
    return { value: value as Tensor2D, product: grad as Tensor2D };
  };
}

/** a·b of each row, `[batch, 1]`. */
export const rowDots = (a: Tensor2D, b: Tensor2D): Tensor2D => tf.sum<Tensor2D>(tf.mul(a, b), 1, true);
