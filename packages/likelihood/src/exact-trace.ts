import { defineComponent, TraceEstimator } from '@partita/core';
import type { RowFunction } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { z } from 'zod';

/** tr J = Σ_i e_iᵀ·J·e_i by one vector-Jacobian product per dimension. Exact; its cost grows with the dimension. */
export class ExactTrace implements TraceEstimator {
  apply(f: RowFunction, x: Tensor2D): { readonly value: Tensor2D; readonly trace: Tensor1D } {
    const dimension = x.shape[1];
    const valueAndProduct = tf.valueAndGrad((rows) => f(rows as Tensor2D) as Tensor);
    const terms = Array.from({ length: dimension }, (_, i) => {
      const axis = Float32Array.from({ length: dimension }, (_, j) => (i === j ? 1 : 0));
      const { value, grad } = valueAndProduct(x, tf.tile(tf.tensor2d(axis, [1, dimension]), [x.shape[0], 1]));
      return { value: value as Tensor2D, diagonal: tf.slice(grad as Tensor2D, [0, i], [x.shape[0], 1]) };
    });
    const { value } = terms[0] as (typeof terms)[number];
    const trace = terms.map(({ diagonal }) => tf.reshape<tf.Rank.R1>(diagonal, [x.shape[0]])).reduce((sum, term) => tf.add(sum, term));
    return { value, trace };
  }
}

export const exactTrace = defineComponent({
  port: TraceEstimator,
  kind: 'exact',
  summary: 'the exact trace, one vector-Jacobian product per dimension',
  options: z.object({}),
  create: () => new ExactTrace(),
});
