import { InferenceSession, Tensor } from 'onnxruntime-node';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { OnnxBackend, traceRowsToOnnx, traceToOnnx } from '@partita/backend-onnx';

tf.env().set('IS_TEST', true); // no advertisement

describe('traceToOnnx', () => {
  beforeAll(() => new OnnxBackend().start());
  const weight = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const f = ({ x, shift }: { x: tf.Tensor; shift: { by: tf.Tensor } }) => ({ y: tf.add(tf.matMul(x, weight), shift.by), x });
  const example = { x: tf.tensor2d([1, 1], [1, 2]), shift: { by: tf.scalar(0.5) } };

  it('makes a model that any ONNX program runs, with the names of the trees', async () => {
    const session = await InferenceSession.create(traceToOnnx(f, example));
    expect(session.inputNames).toEqual(['x', 'shift.by']);
    expect(session.outputNames).toEqual(['y', 'x_out']);
    const results = await session.run({ x: new Tensor('float32', [1, -1], [1, 2]), 'shift.by': new Tensor('float32', [0.5], []) });
    expect(Array.from(results['y']!.data as Float32Array)).toEqual([-1.5, -1.5]);
    expect(Array.from(results['x_out']!.data as Float32Array)).toEqual([1, -1]);
  });

  it('takes other names', async () => {
    const session = await InferenceSession.create(
      traceToOnnx(f, example, { names: { inputs: ['rows', 'bias'], outputs: ['score', 'echo'] } }),
    );
    expect([...session.inputNames, ...session.outputNames]).toEqual(['rows', 'bias', 'score', 'echo']);
    expect(() => traceToOnnx(f, example, { names: { inputs: ['rows'] } })).toThrow(/2 inputs, but 1 names/);
  });

  it('takes a single tensor', async () => {
    const session = await InferenceSession.create(traceToOnnx((x: tf.Tensor) => tf.square(x), tf.scalar(3)));
    expect([session.inputNames, session.outputNames]).toEqual([['input'], ['output']]);
  });
});

describe('traceRowsToOnnx', () => {
  beforeAll(() => new OnnxBackend().start());
  const weight = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const example = (rows: number) => ({ x: tf.ones<tf.Rank.R2>([rows, 2]) });

  it('makes a model for any number of rows', async () => {
    const session = await InferenceSession.create(traceRowsToOnnx(({ x }) => ({ y: tf.elu(tf.matMul(x, weight)) }), example));
    for (const rows of [1, 2, 7]) {
      const { y } = await session.run({ x: new Tensor('float32', new Float32Array(2 * rows).fill(1), [rows, 2]) });
      expect(y?.dims).toEqual([rows, 2]);
      expect(Array.from(y?.data as Float32Array)).toEqual(Array.from({ length: rows }, () => [4, 6]).flat());
    }
  });

  it('refuses a function whose program depends on their number', () => {
    expect(() => traceRowsToOnnx(({ x }) => tf.mul(x, x.shape[0]), example)).toThrow('another program for another number of rows');
  });
});
