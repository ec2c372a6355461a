import * as tf from '@tensorflow/tfjs-core';
import { APPROXIMATE, EXACT, op, positive, ROUNDED, SUMMED, type Op } from './op.ts';

const rows = [5, 7];

/** One number from one, or from two. */
export const elementwise: readonly Op[] = [
  op('add', [rows, rows], tf.add, ROUNDED),
  op('add, a bias', [rows, [7]], tf.add, ROUNDED, SUMMED),
  op('sub, a column', [rows, [5, 1]], tf.sub, ROUNDED, SUMMED),
  op('mul', [rows, rows], tf.mul, ROUNDED),
  op('mul, one number', [rows, [1, 1]], tf.mul, ROUNDED, SUMMED),
  op('mul, three axes', [[4, 3, 2], [4, 1, 1]], tf.mul, ROUNDED, SUMMED), // prettier-ignore
  op('div', [rows, positive(rows)], tf.div, ROUNDED, SUMMED),
  op('addN of twelve', Array<number[]>(12).fill(rows), (...terms) => tf.addN(terms), ROUNDED),
  op('maximum', [rows, rows], tf.maximum, EXACT),
  op('minimum', [rows, rows], tf.minimum, EXACT),
  op('neg', [rows], tf.neg, EXACT),
  op('abs', [rows], tf.abs, EXACT),
  op('square', [rows], tf.square, ROUNDED),
  op('sqrt', [positive(rows)], tf.sqrt, APPROXIMATE),
  op('rsqrt', [positive(rows)], tf.rsqrt, APPROXIMATE),
  op('exp', [rows], tf.exp, APPROXIMATE),
  op('log', [positive(rows)], tf.log, APPROXIMATE),
  op('sin', [{ shape: rows, low: -50, high: 50 }], tf.sin, APPROXIMATE),
  op('cos', [{ shape: rows, low: -50, high: 50 }], tf.cos, APPROXIMATE),
  op('pow', [positive(rows), rows], tf.pow, APPROXIMATE, null),
  op('clipByValue', [rows], (x) => tf.clipByValue(x, -0.5, 1), EXACT),
  op('elu', [rows], tf.elu, APPROXIMATE),
  op('relu', [rows], tf.relu, EXACT),
  op('tanh', [{ shape: rows, low: -20, high: 20 }], tf.tanh, APPROXIMATE),
  op('sigmoid', [{ shape: rows, low: -20, high: 20 }], tf.sigmoid, APPROXIMATE),
  op('silu', [rows], (x) => tf.mul(x, tf.sigmoid(x)), APPROXIMATE),
  op('softplus', [rows], tf.softplus, APPROXIMATE),
  op('erf', [rows], tf.erf, APPROXIMATE, null),
  op('where', [rows, rows], (x, y) => tf.where(tf.greater(x, y), x, tf.zerosLike(y)), EXACT, null),
  op('logicalAnd, lessEqual', [rows, rows], (x, y) => tf.cast(tf.logicalAnd(tf.greater(x, -1), tf.lessEqual(y, 1)), 'float32'), EXACT, null),
  op('notEqual', [rows, rows], (x, y) => tf.cast(tf.notEqual(tf.relu(x), tf.relu(y)), 'float32'), EXACT, null),
  op('cast to whole numbers', [rows], (x) => tf.cast(tf.cast(x, 'int32'), 'float32'), EXACT, null),
]; // prettier-ignore
