import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { OnnxBackend } from '@partita/backend-onnx';
import { optimise, type Target } from '../src/passes/index.ts';
import { record } from '../src/trace/record.ts';
import { compare, some } from './sweep/compare.ts';

type Matrices = (...inputs: tf.Tensor2D[]) => tf.Tensor;

/** The operators of a function, each with the shape of its result. */
function operators(f: Matrices, inputs: readonly tf.Tensor[], target: Target = {}): string[] {
  const { outputs } = record((tree) => f(...(tree as tf.Tensor2D[])), inputs);
  return optimise(outputs[0]!.graph, outputs, target).nodes.map(({ op, outputs: [result] }) => `${op} ${result!.shape.join('×')}`);
}

const [a, b, bT] = [some([20, 6]), some([6, 5]), some([5, 6])];
const CASES: Readonly<Record<string, readonly [f: Matrices, inputs: readonly tf.Tensor[], operators: readonly string[], target?: Target]>> =
  {
    'columns cut from a product are a product with fewer columns': [
      (x, y) => tf.slice(tf.matMul(x, y), [0, 1], [20, 3]),
      [a, b],
      ['Slice 6×3', 'Gemm 20×3'],
    ],
    'one column of a product with a transposed matrix is a product with a column': [
      (x, y) => tf.slice(tf.matMul(x, y, false, true), [0, 4], [20, 1]),
      [a, bT],
      ['Slice 1×6', 'Reshape 6×1', 'Gemm 20×1'],
    ],
    'columns of a part of a product are columns of the product': [
      (x, y) => tf.slice(tf.split<tf.Tensor2D>(tf.matMul(x, y), [2, 3], 1)[1]!, [0, 1], [20, 2]),
      [a, b],
      ['Slice 6×2', 'Gemm 20×2'],
    ],
    'columns backwards': [(x, y) => tf.reverse(tf.matMul(x, y), 1), [a, b], ['Slice 6×5', 'Gemm 20×5']],
    'a product that is used as a whole stays one': [
      (x, y) => {
        const product = tf.matMul(x, y);
        return tf.mul(product, tf.slice(product, [0, 0], [20, 1]));
      },
      [a, b],
      ['Gemm 20×5', 'Slice 20×1', 'Mul 20×5'],
    ],
    'rows cut from a product are cut afterwards': [(x, y) => tf.slice(tf.matMul(x, y), [3, 1], [2, 2]), [a, b], ['Gemm 20×5', 'Slice 2×2']],
    'a product of rows that are all the same is that of one': [
      (x, y, row) => tf.mul(tf.matMul(tf.tile(tf.neg(row), [20, 1]), y), tf.slice(x, [0, 0], [20, 5])),
      [a, b, some([1, 6], -1, 1, 2)],
      ['Neg 1×6', 'Gemm 1×5', 'Slice 20×5', 'Mul 20×5'],
    ],
    'the sum of rows is a product, where the program is for one number of rows': [
      (x) => tf.sum(x, 0),
      [a],
      ['Gemm 1×6', 'Reshape 6'],
      { tuned: true },
    ],
    'the sum of rows stays a sum, where it is not': [(x) => tf.sum(x, 0), [a], ['ReduceSum 6']],
  };

describe('products take less than they are written with', () => {
  beforeAll(() => new OnnxBackend().start());
  for (const [name, [f, inputs, expected, target]] of Object.entries(CASES))
    it(name, () => expect(operators(f, inputs, target)).toEqual(expected));
});

describe('and give what eager tfjs gives, gradients too:', () => {
  beforeAll(() => new OnnxBackend().start());
  for (const [name, [f, inputs]] of Object.entries(CASES)) compare([name, (...xs) => f(...(xs as tf.Tensor2D[])), inputs]);
});
