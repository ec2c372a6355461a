/**
 * Activation functions and their gradients. Exponentials are written as exp(min(x, 0)), so that a gradient finds the one
 * that its function has computed: ELU(x) = max(x, e − 1) and ELU′(x) = e with e = exp(min(x, 0)).
 */
import { backend_util } from '@tensorflow/tfjs-core';
import { add, clip, exp, greater, less, max, min, mul, sub, unary, where } from '../ops/elementwise.ts';
import { cast } from '../ops/views.ts';
import { madeBy, operand, type Value } from '../graph/value.ts';
import type { In, Rules } from './rule.ts';

const expOfNegative = (x: Value): Value => exp(clip(x, -Infinity, 0));

const elu = (x: Value): Value => max(x, sub(expOfNegative(x), 1));

/** dy·ELU′ where y = ELU(x): the exponential inside y if y was made by `elu`, else min(y, 0) + 1. */
function eluGradient(dy: Value, y: Value): Value {
  const outer = madeBy(y, 'Max');
  const inner = outer && madeBy(operand(outer, 1), 'Sub');
  const exponential = inner && madeBy(operand(inner, 0), 'Exp');
  const isElu = exponential && operand(outer, 0) === operand(madeBy(operand(exponential, 0), 'Clip') ?? exponential, 0);
  return mul(dy, isElu ? operand(inner, 0) : add(min(y, 0), 1));
}

const leakyRelu = (x: Value, alpha: number): Value => where(less(x, 0), mul(x, alpha), x);

const prelu = (x: Value, alpha: Value): Value => where(less(x, 0), mul(alpha, x), x);

const relu = (x: Value): Value => (x.dtype === 'float32' ? unary('Relu', x) : max(x, 0));

const relu6 = (x: Value): Value => min(max(x, 0), 6);

/** The activation that tfjs fuses with a product or convolution. */
export function activate(
  x: Value,
  activation: backend_util.Activation,
  { slope, weights }: { slope: number; weights: Value | undefined },
): Value {
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return relu(x);
    case 'relu6':
      return relu6(x);
    case 'elu':
      return elu(x);
    case 'sigmoid':
      return unary('Sigmoid', x);
    case 'leakyrelu':
      return leakyRelu(x, slope);
    case 'prelu':
      return prelu(x, weights as Value);
  }
}

export const activations: Rules = {
  Elu: ({ x }: In<'x'>) => elu(cast(x, 'float32')),
  EluGrad: ({ dy, y }: In<'dy' | 'y'>) => eluGradient(dy, y),
  Selu: ({ x }: In<'x'>) => add(mul(max(x, 0), backend_util.SELU_SCALE), mul(sub(expOfNegative(x), 1), backend_util.SELU_SCALEALPHA)),
  Relu: ({ x }: In<'x'>) => relu(x),
  Relu6: ({ x }: In<'x'>) => relu6(x),
  LeakyRelu: ({ x }: In<'x'>, { alpha }: { alpha: number }) => leakyRelu(x, alpha),
  Prelu: ({ x, alpha }: In<'x' | 'alpha'>) => prelu(x, alpha),
  Step: ({ x }: In<'x'>, { alpha }: { alpha: number }) =>
    alpha === 0 ? cast(greater(x, 0), x.dtype) : where(greater(x, 0), x.graph.constant(1, [], x.dtype), alpha),
};
