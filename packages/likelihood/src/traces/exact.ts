import { defineComponent, TraceEstimator } from '@partita/core';
import type { RowFunction, ValueAndTraces } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { vectorJacobian } from './vector-jacobian.ts';

/** tr J = Σ_i e_iᵀ·J·e_i by one vector-Jacobian product per dimension. Exact; its cost grows with the dimension. */
export class ExactTrace implements TraceEstimator {
  readonly estimates = 1;
  readonly directions = 0;

  draw(): void {
    // It needs none.
  }

  apply(f: RowFunction, x: Tensor2D): ValueAndTraces {
    const [batch, dimension] = x.shape;
    const productWith = vectorJacobian(f, x);
    const terms = Array.from({ length: dimension }, (_, i) => {
      const { value, product } = productWith(axisRows(i, batch, dimension));
      return { value, diagonal: tf.slice(product, [0, i], [batch, 1]) };
    });
    const { value } = terms[0] as (typeof terms)[number];
    return { value, traces: terms.map(({ diagonal }) => diagonal).reduce((sum, term) => tf.add(sum, term)) };
  }
}

/** e_i in every row. */
const axisRows = (i: number, batch: number, dimension: number): Tensor2D =>
  tf.tile(tf.tensor2d([Array.from({ length: dimension }, (_, j) => (i === j ? 1 : 0))]), [batch, 1]);

export const exactTrace = defineComponent({
  port: TraceEstimator,
  kind: 'exact',
  summary: 'the exact trace, one vector-Jacobian product per dimension',
  formula: 'tr J = Σ_i e_iᵀ J e_i',
  options: z.object({}),
  create: () => new ExactTrace(),
  cites: ['arXiv:1806.07366'],
});
