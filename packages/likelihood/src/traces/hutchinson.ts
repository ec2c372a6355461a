import { defineComponent, TraceEstimator } from '@partita/core';
import type { RandomStream, RowFunction, ValueAndTraces } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { fillProbes, type ProbeDistribution } from './probes.ts';
import { rowDots, vectorJacobian } from './vector-jacobian.ts';

/**
 * tr J = E[vᵀJv] for any v with E[v·vᵀ] = I (Hutchinson 1990); n independent v, one vector-Jacobian product each.
 * With S = ½(J + Jᵀ), one estimate has the variance 2(‖S‖²_F − Σ S_ii²) for Rademacher v and 2‖S‖²_F for Gaussian v
 * (Avron & Toledo 2011): none at all for Rademacher v where J is diagonal, as for the score of an isotropic Gaussian.
 */
export class HutchinsonTrace implements TraceEstimator {
  readonly estimates: number;
  readonly directions: number;
  readonly #distribution: ProbeDistribution;

  constructor({ probes = 4, distribution = 'rademacher' }: { readonly probes?: number; readonly distribution?: ProbeDistribution } = {}) {
    this.estimates = probes;
    this.directions = probes;
    this.#distribution = distribution;
  }

  draw(out: Float32Array, _dimension: number, stream: RandomStream): void {
    fillProbes(out, this.#distribution, stream);
  }

  apply(f: RowFunction, x: Tensor2D, directions: Tensor3D): ValueAndTraces {
    const productWith = vectorJacobian(f, x);
    const estimates = tf.unstack(directions).map((direction) => {
      const { value, product } = productWith(direction as Tensor2D);
      return { value, trace: rowDots(product, direction as Tensor2D) };
    });
    const { value } = estimates[0] as (typeof estimates)[number];
    return {
      value,
      traces: tf.concat2d(
        estimates.map(({ trace }) => trace),
        1,
      ),
    };
  }
}

export const hutchinson = defineComponent({
  port: TraceEstimator,
  kind: 'hutchinson',
  summary: 'an unbiased estimate from n random directions, one vector-Jacobian product each',
  formula: 'tr J ≈ (1/n) Σ_k v_kᵀ J v_k, E[v vᵀ] = I; S = ½(J + Jᵀ): variance 2(‖S‖²_F − Σ S_ii²)/n (Rademacher), 2‖S‖²_F/n (Gaussian)',
  options: z.object({
    probes: z.int().min(1).max(10_000).default(4).describe('n, random directions per row; the standard error needs two or more'),
    distribution: z
      .enum(['rademacher', 'gaussian'])
      .default('rademacher')
      .describe('of the entries of a direction; rademacher has the smaller variance'),
  }),
  create: (options) => new HutchinsonTrace(options),
  cites: ['doi:10.1080/03610919008812866', 'doi:10.1145/1944345.1944349', 'arXiv:1810.01367'],
});
