import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { OnnxBackend } from '@partita/backend-onnx';
import { Graph } from '../src/graph/graph.ts';
import { optimise } from '../src/passes/index.ts';
import { record } from '../src/trace/record.ts';
import { some } from './sweep/compare.ts';
import { trainingProblem } from './training-problem.ts';

/** The operators that are left of a function, in order. */
function operators(f: (...inputs: tf.Tensor[]) => unknown, ...inputs: tf.Tensor[]): string[] {
  const { outputs } = record((tree) => f(...(tree as tf.Tensor[])), inputs);
  return optimise(outputs[0]!.graph, outputs).nodes.map(({ op }) => op);
}

describe('programs are reduced', () => {
  beforeAll(() => new OnnxBackend().start());
  const x = some([3, 4]);

  it('common subexpressions are computed once', () => {
    expect(operators((v) => tf.add(tf.mul(tf.sin(v), 2), tf.sin(v)), x)).toEqual(['Sin', 'Mul', 'Add']);
  });

  it('what nobody uses is not computed', () => {
    expect(operators((v) => (tf.exp(v), tf.sin(v)), x)).toEqual(['Sin']);
  });

  it('arithmetic on constants is done beforehand', () => {
    expect(operators((v) => tf.mul(v, tf.sub(tf.div(tf.add(tf.scalar(1), 2), 4), tf.sqrt(tf.scalar(0.25)))), x)).toEqual(['Mul']);
  });

  it('constants are one number where every bit is the same', () => {
    const graph = new Graph();
    const { constant } = graph.constant(new Float32Array(100).fill(-0), [100], 'float32');
    expect(constant).toBe(-0);
    expect(
      graph.constant(
        Float32Array.from({ length: 100 }, (_, i) => (i === 99 ? -0 : 0)),
        [100],
        'float32',
      ).constant,
    ).toHaveLength(100);
    expect(graph.constant(new Float32Array(100).fill(NaN), [100], 'float32').constant).toBeNaN();
  });

  it('neutral elements, views there and back, and double transpositions vanish', () => {
    expect(operators((v) => tf.sin(tf.mul(tf.reshape(tf.reshape(tf.add(v, 0), [12]), [3, 4]), tf.ones([3, 4]))), x)).toEqual(['Sin']);
    expect(operators((v) => tf.sin(tf.transpose(tf.transpose(v))), x)).toEqual(['Sin']);
    expect(operators((v) => tf.sin(tf.clone(tf.cast(v, 'float32'))), x)).toEqual(['Sin']);
  });

  it('transposed operands and a bias go into the product', () => {
    expect(operators((a, b, c) => tf.add(tf.matMul(tf.transpose(a), tf.transpose(b)), c), some([4, 3]), some([5, 4]), some([5]))).toEqual([
      'Gemm',
    ]);
  });

  it('a bias goes into the convolution', () => {
    const ops = operators(
      (v, w, b) => tf.add(tf.conv2d(v as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), b),
      some([1, 4, 4, 2]),
      some([3, 3, 2, 3]),
      some([3]),
    );
    expect(ops.filter((op) => op !== 'Transpose')).toEqual(['Conv']);
  });

  it('a product that is used elsewhere keeps its own result', () => {
    expect(
      operators(
        (a, b, c) => {
          const product = tf.matMul(a, b);
          return [tf.add(product, c), tf.sin(product)];
        },
        some([3, 4]),
        some([4, 5]),
        some([5]),
      ),
    ).toEqual(['Gemm', 'Add', 'Sin']);
  });

  it('ELU and its gradient share the exponential', () => {
    const ops = operators((v) => Object.values(tf.valueAndGrad((u: tf.Tensor) => tf.elu(u))(v)), x);
    expect(ops.filter((op) => op === 'Exp')).toHaveLength(1);
    expect(ops).not.toContain('Elu');
  });

  it('SiLU and its gradient share the sigmoid', () => {
    const ops = operators((v) => Object.values(tf.valueAndGrad((u: tf.Tensor) => tf.mul(u, tf.sigmoid(u)))(v)), x);
    expect(ops.filter((op) => op === 'Sigmoid')).toHaveLength(1);
  });

  it('factors and functions are computed before they are spread out', () => {
    expect(
      operators(
        tf.grad((u) => tf.mean(tf.square(u))),
        x,
      ),
    ).toEqual(['Mul']);
    const spread = operators((v) => tf.sin(tf.exp(tf.broadcastTo(v, [3, 4]))), some([1, 4]));
    expect(spread).toEqual(['Exp', 'Sin', 'Expand']);
  });

  it('the gradient in a filter is one product for each of its rows, or one where there are strides', () => {
    const products = (stride: number): number =>
      operators(
        (v, w) => tf.grad((u: tf.Tensor) => tf.conv2d(v as tf.Tensor4D, u as tf.Tensor4D, stride, 'same'))(w),
        some([2, 6, 6, 2]),
        some([3, 3, 2, 3]),
      ).filter((op) => op === 'Gemm').length;
    expect(products(1)).toBe(3);
    expect(products(2)).toBe(1);
  });

  it('the training step is 11 products: 4 forward, 4 for the weights, 3 for the activations', () => {
    const { update, inputs, initialState } = trainingProblem(8);
    const { outputs } = record((tree) => update(tree as never), inputs(initialState(), 0));
    const { nodes } = optimise(outputs[0]!.graph, outputs);
    expect(nodes.filter(({ op }) => op === 'Gemm')).toHaveLength(11);
    expect(nodes.filter(({ op }) => op === 'Exp')).toHaveLength(3);
    expect(nodes.length).toBeLessThan(100);
  });
});

describe('graphs for shaders', () => {
  beforeAll(() => new OnnxBackend().start());

  /** The operators of a function as a shader gets them. */
  const inShaders = (f: (x: tf.Tensor) => tf.Tensor[], x: tf.Tensor) => {
    const { outputs } = record((tree) => f(tree as tf.Tensor), x);
    return optimise(outputs[0]!.graph, outputs, { inShaders: true }).nodes;
  };

  it('split into few parts at a time', () => {
    const splits = inShaders((v) => tf.split(v, 60).map((part) => tf.neg(part)), some([60, 2])).filter(({ op }) => op === 'Split');
    expect(splits.length).toBeGreaterThan(8);
    expect(Math.max(...splits.map(({ outputs }) => outputs.length))).toBeLessThan(8);
    expect(splits.flatMap(({ outputs }) => outputs.filter(({ shape }) => shape[0] === 1))).toHaveLength(60);
  });

  it('have no sines but of their own', () => {
    const operatorsLeft = inShaders((v) => [tf.sin(v), tf.cos(v)], some([3, 4])).map(({ op }) => op);
    expect(operatorsLeft).not.toContain('Sin');
    expect(operatorsLeft).not.toContain('Cos');
  });
});
