import * as tf from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { jit } from '@partita/backend-onnx';
import { bools, compare, ints, some, VALUES, type Case } from './compare.ts';

jit(() => tf.scalar(0)); // registers kernels and gradients
await tf.setBackend('cpu');

const [x, y, positive, unit] = [some([3, 4]), some([3, 4], -2, 2, 5), some([3, 4], 0.2, 3), some([3, 4], -0.9, 0.9)];
const [row, column, n, m] = [some([4], -2, 2, 7), some([3, 1], -2, 2, 8), ints([3, 4], -5, 6), ints([3, 4], 1, 6, 4)];
const [p, q] = [bools([3, 4]), bools([3, 4], 2)];

const unaryOf = (f: (x: tf.Tensor) => tf.Tensor, operand: tf.Tensor = x, options = {}): Case => [f.name, (v) => f(v), [operand], options];

const UNARY: Case[] = [
  ...[tf.abs, tf.neg, tf.exp, tf.expm1, tf.sigmoid, tf.sin, tf.cos, tf.sinh, tf.cosh, tf.tan, tf.tanh, tf.square].map((f) => unaryOf(f)),
  ...[tf.atan, tf.asinh, tf.erf, tf.softplus, tf.relu, tf.relu6, tf.elu, tf.selu, tf.sign, tf.step].map((f) => unaryOf(f)),
  ...[tf.floor, tf.ceil, tf.round].map((f) => unaryOf(f)),
  ...[tf.log, tf.log1p, tf.sqrt, tf.rsqrt, tf.reciprocal].map((f) => unaryOf(f, positive)),
  ...[tf.asin, tf.acos, tf.atanh].map((f) => unaryOf(f, unit)),
  unaryOf(tf.acosh, some([5], 1.2, 4)),
  ...[tf.isNaN, tf.isInf, tf.isFinite].map((f) => unaryOf(f, tf.tensor1d([1, NaN, Infinity, -Infinity, 0]), VALUES)),
  ...[tf.abs, tf.neg, tf.sign, tf.square, tf.relu].map((f): Case => [`${f.name} of whole numbers`, (v) => f(v), [n], VALUES]),
  ['exp of whole numbers', (v) => tf.exp(v), [n], VALUES],
  ['expm1 keeps its digits near 0', (v) => tf.expm1(v), [tf.tensor1d([1e-6, -3e-7, 2e-4])]],
  ['log1p keeps its digits near 0', (v) => tf.log1p(v), [tf.tensor1d([1e-6, -3e-7, 2e-4, 0])]],
  ['elu at its ends', (v) => tf.elu(v), [tf.tensor1d([-Infinity, -200, -0, 200, Infinity, NaN])], VALUES],
  ['leakyRelu', (v) => tf.leakyRelu(v, 0.3), [x]],
  ['step with a slope', (v) => tf.step(v, 0.25), [x], VALUES],
  ['clipByValue', (v) => tf.clipByValue(v, -0.5, 1), [x]],
  ['clipByValue of whole numbers', (v) => tf.clipByValue(v, -2, 3), [n], VALUES],
  ['silu', (v) => tf.mul(v, tf.sigmoid(v)), [x]],
  ['gelu', (v) => tf.mul(tf.mul(v, 0.5), tf.add(1, tf.erf(tf.mul(v, Math.SQRT1_2)))), [x]],
  ['mish', (v) => tf.mul(v, tf.tanh(tf.softplus(v))), [x]],
  ['swish by hand', (v) => tf.div(v, tf.add(1, tf.exp(tf.neg(v)))), [x]],
  ['cast to whole numbers', (v) => tf.cast(v, 'int32'), [x], VALUES],
  ['cast to truth', (v) => tf.cast(v, 'bool'), [n], VALUES],
  ['cast truth to numbers', (v) => tf.cast(v, 'float32'), [p], VALUES],
  ['cast whole numbers', (v) => tf.mul(tf.cast(v, 'float32'), 0.5), [n], VALUES],
  ['logicalNot', (v) => tf.logicalNot(v), [p], VALUES],
];

const both = (name: string, f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, a: tf.Tensor, b: tf.Tensor, options = {}): Case => [
  name,
  (u, v) => f(u, v),
  [a, b],
  options,
];

const BINARY: Case[] = [
  ...([tf.add, tf.sub, tf.mul, tf.div, tf.maximum, tf.minimum, tf.squaredDifference, tf.atan2, tf.mod] as const).map((f) =>
    both(f.name, f, x, y),
  ),
  ...([tf.add, tf.sub, tf.mul, tf.div] as const).flatMap((f) => [
    both(`${f.name} of a row`, f, x, row),
    both(`${f.name} of a column`, f, column, row),
  ]),
  ...([tf.add, tf.mul, tf.sub, tf.maximum, tf.minimum, tf.squaredDifference, tf.floorDiv, tf.mod] as const).map((f) =>
    both(`${f.name} of whole numbers`, f, n, m, VALUES),
  ),
  both('pow', tf.pow, positive, y),
  both('pow of a negative base', tf.pow, x, tf.scalar(3), VALUES),
  both('pow of whole numbers', tf.pow, n, ints([3, 4], 0, 4), VALUES),
  both('floorDiv', tf.floorDiv, x, y, VALUES),
  both('floorDiv by negative numbers', tf.floorDiv, n, tf.neg(m), VALUES),
  both('mod by negative numbers', tf.mod, n, tf.neg(m), VALUES),
  both('divNoNan', tf.divNoNan, x, tf.tensor1d([1, 0, 2, 0]), VALUES),
  both('prelu', tf.prelu, x, row),
  ...([tf.equal, tf.notEqual, tf.greater, tf.greaterEqual, tf.less, tf.lessEqual] as const).flatMap((f) => [
    both(f.name, f, x, tf.scalar(0.1), VALUES),
    both(`${f.name} of whole numbers`, f, n, m, VALUES),
  ]),
  both('equal of truths', tf.equal, p, q, VALUES),
  ...([tf.logicalAnd, tf.logicalOr, tf.logicalXor] as const).map((f) => both(f.name, f, p, q, VALUES)),
  ['where', (c, a, b) => tf.where(c, a, b), [p, x, y]],
  ['where of whole numbers', (c, a, b) => tf.where(c, a, b), [p, n, m], VALUES],
  both('maximum of a row', tf.maximum, x, row, VALUES),
  ['where of a comparison', (a) => tf.where(tf.greater(a, 0), tf.square(a), tf.neg(a)), [x]],
  ['addN', (a, b, c) => tf.addN([a, b, c]), [x, y, positive]],
  ['numbers and constants', (a) => tf.sub(1, tf.div(tf.add(tf.mul(a, 2), 3), tf.tensor1d([1, 2, 3, 4]))), [x]],
  ['neutral elements', (a) => tf.add(tf.mul(tf.sub(tf.div(a, 1), 0), tf.ones([3, 4])), tf.zerosLike(a)), [x]],
  ['broadcast neutral element', (a) => tf.mul(a, tf.ones([3, 4])), [row]],
  ['constants only', () => tf.mul(tf.add(tf.scalar(2), 3), tf.fill([2, 2], 0.5)), [], VALUES],
];

describe('functions of one element', () => UNARY.forEach(compare));
describe('functions of two elements', () => BINARY.forEach(compare));
