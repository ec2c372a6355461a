import { defineComponent, TraceEstimator } from '@partita/core';
import type { RandomStream, RowFunction, ValueAndTraces } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { orthonormalBasis, without } from './orthonormal.ts';
import { fillProbes } from './probes.ts';
import { rowDots, vectorJacobian, type ValueAndProduct } from './vector-jacobian.ts';

/**
 * Hutch++ (Meyer, Musco, Musco & Woodruff, arXiv 2010.09649, algorithm 1) for A = Jᵀ, whose products the tape gives. Of m
 * products a third finds Q, an orthonormal basis of A·S; a third the trace on it, tr QᵀAQ; a third Hutchinson's estimate of the
 * trace on the rest, with v = (I − QQᵀ)g. Unbiased for every J, exact where the rank of J is at most m/3, and for positive
 * semi-definite J its error falls as 1/m, not 1/√m. S is Gaussian (of full rank almost surely), g is Rademacher.
 */
export class HutchPlusPlusTrace implements TraceEstimator {
  readonly estimates: number;
  readonly directions: number;
  readonly #third: number;

  /** @param options `products`: m, a multiple of 3; `repeats`: independent estimates of m products each */
  constructor({ products = 6, repeats = 2 }: { readonly products?: number; readonly repeats?: number } = {}) {
    this.#third = products / 3;
    this.estimates = repeats;
    this.directions = 2 * this.#third * repeats;
  }

  /** The sketches S of all estimates come first, then their probes g. */
  draw(out: Float32Array, _dimension: number, stream: RandomStream): void {
    fillProbes(out.subarray(0, out.length / 2), 'gaussian', stream);
    fillProbes(out.subarray(out.length / 2), 'rademacher', stream);
  }

  apply(f: RowFunction, x: Tensor2D, directions: Tensor3D): ValueAndTraces {
    const productWith = vectorJacobian(f, x);
    const all = tf.unstack(directions) as Tensor2D[];
    const thirdOf = (from: number): Tensor2D[] => all.slice(from * this.#third, (from + 1) * this.#third);
    const estimates = Array.from({ length: this.estimates }, (_, i) => estimate(productWith, thirdOf(i), thirdOf(this.estimates + i)));
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

function estimate(productWith: (v: Tensor2D) => ValueAndProduct, sketch: readonly Tensor2D[], probes: readonly Tensor2D[]) {
  const sketched = sketch.map(productWith);
  const basis = orthonormalBasis(sketched.map(({ product }) => product));
  const quadratic = (v: Tensor2D): Tensor2D => rowDots(productWith(v).product, v);
  const onBasis = tf.addN(basis.map(quadratic));
  const onRest = tf.addN(probes.map((probe) => quadratic(without(probe, basis))));
  const { value } = sketched[0] as ValueAndProduct;
  return { value, trace: tf.add<Tensor2D>(onBasis, tf.div(onRest, probes.length)) };
}

export const hutchPlusPlus = defineComponent({
  port: TraceEstimator,
  kind: 'hutch++',
  summary: 'the exact trace on a random low-rank part, and an estimate of the rest',
  formula: 'tr J ≈ tr QᵀJᵀQ + (3/m) Σ_k v_kᵀJᵀv_k, Q = orth(JᵀS), v = (I − QQᵀ)g; exact if rank J ≤ m/3; error O(1/m) for J ⪰ 0',
  options: z.object({
    products: z
      .int()
      .min(3)
      .max(30_000)
      .refine((products) => products % 3 === 0, { error: 'products must be a multiple of 3' })
      .default(6)
      .describe('m, vector-Jacobian products of one estimate, a multiple of 3'),
    repeats: z.int().min(1).max(1000).default(2).describe('independent estimates, averaged; the standard error needs two or more'),
  }),
  create: (options) => new HutchPlusPlusTrace(options),
  cites: ['arXiv:2010.09649'],
});
