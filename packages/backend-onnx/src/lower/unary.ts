/** Functions of one element. ONNX Runtime has most of them for float32 only; whole numbers take the way around. */
import type * as tf from '@tensorflow/tfjs-core';
import { add, clip, div, equal, exp, less, mul, neg, not, sqrt, sub, unary as apply, where } from '../ops/elementwise.ts';
import { cast } from '../ops/views.ts';
import type { Value } from '../graph/value.ts';
import type { In, Rule, Rules } from './rule.ts';

const inFloat =
  (f: (x: Value) => Value): Rule =>
  ({ x }: In<'x'>) =>
    cast(f(cast(x, 'float32')), x.dtype);

const float = (op: string): Rule => inFloat((x) => apply(op, x));

const whole =
  (op: string): Rule =>
  ({ x }: In<'x'>) =>
    x.dtype === 'float32' ? apply(op, x) : x;

/** eˣ − 1 = tanh(x/2)·(eˣ + 1), which keeps its digits near 0. */
const expm1 = (x: Value): Value => mul(apply('Tanh', mul(x, 0.5)), add(exp(x), 1));

/** log(1 + x) = x·log(u)/(u − 1) with u = 1 + x as it is rounded (Kahan), which keeps its digits near 0. */
function log1p(x: Value): Value {
  const u = add(x, 1);
  return where(equal(u, 1), x, div(mul(x, apply('Log', u)), sub(u, 1)));
}

const ONE_TO_ONE = [
  ...['Acos', 'Acosh', 'Asin', 'Asinh', 'Atan', 'Atanh', 'Cos', 'Cosh', 'Erf', 'Log', 'Reciprocal', 'Sigmoid', 'Sin', 'Sinh'],
  ...['Softplus', 'Sqrt', 'Tan', 'Tanh'],
];

export const unary: Rules = {
  ...Object.fromEntries(ONE_TO_ONE.map((op) => [op, float(op)])),
  ...Object.fromEntries(['Floor', 'Ceil', 'Round'].map((op) => [op, whole(op)])),
  Abs: ({ x }: In<'x'>) => apply('Abs', x),
  Exp: ({ x }: In<'x'>) => exp(cast(x, 'float32')),
  Expm1: inFloat(expm1),
  Log1p: inFloat(log1p),
  Neg: ({ x }: In<'x'>) => neg(x),
  Rsqrt: inFloat((x) => apply('Reciprocal', sqrt(x))),
  Sign: ({ x }: In<'x'>) => apply('Sign', x),
  Square: ({ x }: In<'x'>) => mul(x, x),
  LogicalNot: ({ x }: In<'x'>) => not(cast(x, 'bool')),
  IsNan: ({ x }: In<'x'>) => apply('IsNaN', cast(x, 'float32'), 'bool'),
  IsInf: ({ x }: In<'x'>) => apply('IsInf', cast(x, 'float32'), 'bool'),
  IsFinite: ({ x }: In<'x'>) => less(apply('Abs', cast(x, 'float32')), Infinity),
  ClipByValue: ({ x }: In<'x'>, { clipValueMin, clipValueMax }: tf.ClipByValueAttrs) => clip(x, clipValueMin, clipValueMax),
  Cast: ({ x }: In<'x'>, { dtype }: { dtype: 'float32' | 'int32' | 'bool' }) => cast(x, dtype),
};
