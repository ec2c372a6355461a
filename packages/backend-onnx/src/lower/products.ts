/** Matrix products, alone and with bias and activation. */
import type * as tf from '@tensorflow/tfjs-core';
import { add, mul } from '../ops/elementwise.ts';
import { einsum, matMul } from '../ops/products.ts';
import type { Value } from '../graph/value.ts';
import { activate } from './activations.ts';
import { counting } from './lookups.ts';
import { cast, reshape } from '../ops/views.ts';
import { equal } from '../ops/elementwise.ts';
import { sizeOf } from '../graph/value.ts';
import type { In, List, Rules } from './rule.ts';

type Fused = In<'a' | 'b'> & { readonly bias?: Value; readonly preluActivationWeights?: Value };

export const products: Rules = {
  BatchMatMul: ({ a, b }: In<'a' | 'b'>, { transposeA, transposeB }: tf.BatchMatMulAttrs) => matMul(a, b, transposeA, transposeB),
  _FusedMatMul: (
    { a, b, bias, preluActivationWeights }: Fused,
    { transposeA, transposeB, activation, leakyreluAlpha }: tf._FusedMatMulAttrs,
  ) => {
    const product = matMul(a, b, transposeA, transposeB);
    const shifted = bias ? add(product, bias) : product;
    return activate(shifted, activation, { slope: leakyreluAlpha ?? 0.2, weights: preluActivationWeights });
  },
  Einsum: (inputs: List, { equation }: { equation: string }) => einsum(equation, Object.values(inputs)),
  Diag: ({ x }: In<'x'>) => {
    const size = sizeOf(x.shape);
    const identity = equal(reshape(counting(x.graph, size), [size, 1]), counting(x.graph, size));
    return reshape(mul(cast(identity, x.dtype), reshape(x, [size, 1])), [...x.shape, ...x.shape]);
  },
};
