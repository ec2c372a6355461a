/** Normalisation kernels that tfjs has beside the composed ones. */
import type * as tf from '@tensorflow/tfjs-core';
import { add, div, mul, pow, sqrt, sub } from '../ops/elementwise.ts';
import { matMul } from '../ops/products.ts';
import type { Value } from '../graph/value.ts';
import type { In, Rules } from './rule.ts';

type BatchNorm = In<'x' | 'mean' | 'variance'> & { readonly offset?: Value; readonly scale?: Value };

/** Sums over the channels within `radius` of each, as a product with a band matrix. */
function nearby(x: Value, radius: number): Value {
  const n = x.shape.at(-1) as number;
  const band = Float32Array.from({ length: n * n }, (_, at) => Number(Math.abs(Math.floor(at / n) - (at % n)) <= radius));
  return matMul(x, x.graph.constant(band, [n, n], 'float32'));
}

/** bias + α·Σ x² over nearby channels, the base of local response normalisation (Krizhevsky et al. 2012). */
const energy = (x: Value, { depthRadius, bias, alpha }: tf.LRNAttrs): Value => add(mul(nearby(mul(x, x), depthRadius), alpha), bias);

export const normalisation: Rules = {
  FusedBatchNorm: ({ x, mean, variance, offset, scale }: BatchNorm, { varianceEpsilon }: tf.FusedBatchNormAttrs) => {
    const normal = div(sub(x, mean), sqrt(add(variance, varianceEpsilon)));
    const scaled = scale ? mul(normal, scale) : normal;
    return offset ? add(scaled, offset) : scaled;
  },
  LRN: ({ x }: In<'x'>, attributes: tf.LRNAttrs) => mul(x, pow(energy(x, attributes), -attributes.beta)),
  LRNGrad: ({ x, y, dy }: In<'x' | 'y' | 'dy'>, attributes: tf.LRNGradAttrs) => {
    const base = energy(x, attributes);
    const spread = nearby(div(mul(dy, y), base), attributes.depthRadius);
    return sub(mul(dy, pow(base, -attributes.beta)), mul(mul(x, spread), 2 * attributes.alpha * attributes.beta));
  },
};
