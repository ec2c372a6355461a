import { initialParameters, parameterLayout, parameterCount } from '@partita/core';
import { ExactTrace } from '@partita/likelihood';
import { Mlp } from '@partita/networks';
import { parameterViews } from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { OnnxBackend } from '@partita/backend-onnx';
import { optimise } from '../src/passes/index.ts';
import { record } from '../src/trace/record.ts';
import { expectSame, some } from './sweep/compare.ts';

/** The network's value and the trace of its Jacobian, as the likelihood's ODE needs them. */
function field() {
  const network = new Mlp({ dimension: 2, widths: [100, 150, 100], activation: 'elu', time: 'time', fourier: 0 });
  const vector = tf.tensor1d(initialParameters(network.parameters, 3, 0));
  expect(vector.size).toBe(parameterCount(network.parameters));
  const layout = parameterLayout(network.parameters);
  const column = tf.fill<tf.Rank.R2>([1, 1], 0.5);
  const f = ({ x, vector: parameters }: { x: tf.Tensor2D; vector: tf.Tensor1D }) => ({
    ...new ExactTrace().apply(
      (rows) => network.apply(parameterViews(parameters, layout), rows, { t: column, logSnr: column, alpha: column, sigma: column }),
      x,
    ),
  });
  return { f, vector };
}

const backend = new OnnxBackend();
beforeAll(() => backend.start());

it('the exact divergence of a network is that of eager tfjs', () => {
  const { f, vector } = field();
  const compiled = backend.compile(f);
  const inputs = { x: some([64, 2]) as tf.Tensor2D, vector };
  const [found, expected] = [compiled(inputs), f(inputs)];
  expectSame(found.value, expected.value, 1e-5);
  expectSame(found.traces, expected.traces, 2e-5);
  compiled.dispose();
});

it('value and vector-Jacobian products share one forward pass; each begins with one row for all and ends with one column', () => {
  const { f, vector } = field();
  const { outputs } = record((inputs) => f(inputs as Parameters<typeof f>[0]), { x: some([64, 2]), vector });
  const { nodes } = optimise(outputs[0]!.graph, outputs);
  const products = nodes.flatMap(({ op, outputs: [result] }) => (op === 'Gemm' ? [result!.shape.join('×')] : []));
  const direction = ['1×100', '64×150', '64×100', '64×1'];
  expect(products).toEqual(['64×100', '64×150', '64×100', '64×2', ...direction, ...direction]);
  expect(nodes.filter(({ op }) => op === 'Exp')).toHaveLength(3);
});
