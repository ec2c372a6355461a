import { InferenceSession, Tensor } from 'onnxruntime-node';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initialParameters, parameterLayout, randomStream } from '@partita/core';
import { UNet } from '@partita/networks';
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

  it('leaves to the model what shapes owe to the number of rows', async () => {
    const doubled = ({ x }: { x: tf.Tensor2D }) => {
      const rows = x.shape[0];
      const wide = tf.tile(tf.reshape<tf.Rank.R3>(x, [2 * rows, 1, 1]), [1, 3, 1]); // an Expand
      return { y: tf.reshape(tf.relu(tf.reshape(tf.mul(wide, 2), [rows * 3, 2])), [rows, 6]) };
    };
    const session = await InferenceSession.create(traceRowsToOnnx(doubled, example));
    for (const rows of [1, 2, 5, 8]) {
      const data = Float32Array.from({ length: 2 * rows }, (_, i) => i - 1);
      const { y } = await session.run({ x: new Tensor('float32', data, [rows, 2]) });
      expect(y?.dims).toEqual([rows, 6]);
      expect(Array.from(y?.data as Float32Array)).toEqual(
        Array.from(data).flatMap((value) => new Array<number>(3).fill(Math.max(0, 2 * value))),
      );
    }
  });

  it('makes a model of a U-Net, of its pictures at times of their own', async () => {
    const canvas = { height: 8, width: 8, channels: 1, dimensions: 2 } as const;
    const sizes = { base: 8, multipliers: [1, 2], blocks: 1, attention: [4], middleAttention: true, groups: 4 };
    const network = new UNet({ canvas, ...sizes, time: 'log-snr', logSnr: { first: 10, last: -10 } });
    const vector = initialParameters(
      network.parameters.map((spec) => ({ ...spec, initialiser: { distribution: 'normal', scale: 0.2 } as const })),
      1,
      0,
    );
    const parameters = Object.fromEntries(
      parameterLayout(network.parameters).map(({ name, offset, size, shape }) => [
        name,
        tf.tensor(vector.slice(offset, offset + size), [...shape]),
      ]),
    );
    const inputs = (rows: number) => {
      const stream = randomStream(3, 'rows');
      const matrix = (columns: number) => tf.tensor2d(stream.normals(new Float32Array(rows * columns)), [rows, columns]);
      return { x: matrix(64), t: matrix(1), logSnr: matrix(1), alpha: matrix(1), sigma: matrix(1) };
    };
    const f = ({ x, ...at }: ReturnType<typeof inputs>) => ({ y: network.apply(parameters, x, at) });
    const session = await InferenceSession.create(traceRowsToOnnx(f, inputs));
    for (const rows of [1, 4]) {
      const given = inputs(rows);
      const feeds = session.inputNames.map((name) => {
        const tensor = given[name as keyof typeof given];
        return [name, new Tensor('float32', tensor.dataSync(), tensor.shape)] as const;
      });
      const { y } = await session.run(Object.fromEntries(feeds));
      const expected = f(given).y.dataSync();
      const scale = Math.hypot(...expected);
      expect(scale).toBeGreaterThan(0.1);
      expect(Math.hypot(...expected.map((value, i) => value - (y!.data[i] as number))) / scale).toBeLessThan(1e-5);
    }
  });

  it('refuses a function whose program depends on their number', () => {
    expect(() => traceRowsToOnnx(({ x }) => tf.mul(x, x.shape[0]), example)).toThrow('another program for another number of rows');
  });
});
