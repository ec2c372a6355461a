import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { OnnxBackend } from '@partita/backend-onnx';
import { optimise } from '../src/passes/index.ts';
import { regroup } from '../src/passes/regroup.ts';
import { record } from '../src/trace/record.ts';
import { compare, some, SUMS } from './sweep/compare.ts';

await new OnnxBackend().start();

type Images = tf.Tensor4D;
const CHANNELS = 4;
const filter = some([3, 3, CHANNELS, CHANNELS], -0.5, 0.5, 7);
const conv = (x: tf.Tensor, w: tf.Tensor): tf.Tensor => tf.conv2d(x as Images, w as Images, 1, 'same');

/** How many images of four axes are transposed between channels last and first. */
function transpositions(f: (...inputs: tf.Tensor[]) => unknown, ...inputs: tf.Tensor[]): number {
  const { outputs } = record((tree) => f(...(tree as tf.Tensor[])), inputs);
  const { nodes } = optimise(outputs[0]!.graph, outputs);
  return nodes.filter(({ op, attributes }) => op === 'Transpose' && ['0,3,1,2', '0,2,3,1'].includes(String(attributes['perm']))).length;
}

/** What images go through between two convolutions, back to as many channels. */
const BETWEEN: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  SiLU: (x) => tf.mul(x, tf.sigmoid(x)),
  'a number for each channel': (x) => tf.add(x, some([CHANNELS])),
  'a number for each image and channel': (x) => tf.mul(x, some([2, 1, 1, CHANNELS])),
  'a number': (x) => tf.sub(1, tf.mul(x, tf.scalar(3))),
  'a condition': (x) => tf.where(tf.greater(x, 0), x, tf.mul(x, 0.1)),
  limits: (x) => tf.clipByValue(x, -0.5, 0.5),
  'means of an image': (x) => tf.sub(x, tf.mean(x, [1, 2], true)),
  'largest channels, without their axis': (x) => tf.mul(x, tf.reshape(tf.max(x, 3), [2, 6, 6, 1])),
  'group normalisation': (x) => {
    const groups = tf.reshape(x, [2, 36, 2, 2]);
    const centred = tf.sub(groups, tf.mean(groups, [1, 3], true));
    const variance = tf.mean(tf.square(centred), [1, 3], true);
    return tf.reshape(tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-3))), [2, 6, 6, CHANNELS]);
  },
  'a join': (x) => tf.slice(tf.concat([x, tf.neg(x)], 3), [0, 0, 0, 2], [2, 6, 6, CHANNELS]),
  'a join of split channels': (x) => {
    const [a, b] = tf.split(x, 2, 3) as [tf.Tensor, tf.Tensor];
    return tf.concat([b, tf.mul(a, b)], 3);
  },
  'a margin': (x) =>
    tf.pad(x as Images, [
      [0, 0],
      [1, 0],
      [0, 2],
      [0, 0],
    ]),
  repetition: (x) => tf.tile(x, [1, 2, 1, 1]),
  'doubled pixels': (x) => tf.image.resizeNearestNeighbor(x as Images, [12, 12]),
  'other axes': (x) => tf.transpose(tf.abs(tf.transpose(x, [2, 0, 3, 1])), [1, 3, 0, 2]),
  pooling: (x) => tf.maxPool(x as Images, 2, 2, 'valid'),
};

/** What makes elements move, since it takes the axes in the program's order. */
const THROUGH: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  'rows of channels': (x) => tf.reshape(tf.matMul(tf.reshape(x, [72, CHANNELS]), some([CHANNELS, CHANNELS])), [2, 6, 6, CHANNELS]),
  'an image': (x) => tf.add(x, some([1, 6, 6, CHANNELS])),
};

describe('images are kept with channels first', () => {
  const x = some([2, 6, 6, CHANNELS]);
  for (const [name, f] of Object.entries(BETWEEN))
    it(`through ${name}`, () => {
      expect(transpositions((v, w) => conv(f(conv(v, w)), w), x, filter)).toBe(2);
    });

  it('in and out again where rows are needed', () => {
    expect(transpositions((v, w) => conv(THROUGH['rows of channels']!(conv(v, w)), w), x, filter)).toBe(4);
  });

  it('from the start, where an input is normalised first', () => {
    expect(transpositions((v, w) => conv(BETWEEN['group normalisation']!(v), w), x, filter)).toBe(2);
  });

  it('only in programs that have windows', () => {
    expect(transpositions((v) => tf.sin(tf.transpose(tf.cos(v), [0, 3, 1, 2])), x)).toBe(1);
  });

  it('but not filters', () => {
    const { outputs } = record(() => [conv(x, filter), tf.mul(filter, 2)], []);
    const { nodes } = optimise(outputs[0]!.graph, outputs);
    expect(nodes.find(({ op }) => op === 'Mul')?.inputs[0]?.node).toBeUndefined();
  });
});

describe('with channels first, convolutions agree with eager tfjs through', () => {
  for (const [name, f] of Object.entries({ ...BETWEEN, ...THROUGH }))
    compare([
      name,
      (v, w) => conv(f(conv(v, w)), w),
      [some([2, 6, 6, CHANNELS]), filter],
      name === 'doubled pixels' ? { ...SUMS, gradient: false } : SUMS,
    ]);
});

describe('an order of axes after a reshape', () => {
  const CHANNELS_LAST = [0, 2, 3, 1];
  it('keeps axes that stay', () => expect(regroup([2, 6, 5, 4], CHANNELS_LAST, [2, 6, 5, 4])).toEqual([0, 2, 3, 1]));
  it('joins neighbours and splits one', () => expect(regroup([2, 6, 5, 4], CHANNELS_LAST, [2, 30, 2, 2])).toEqual([0, 3, 1, 2]));
  it('undoes both', () => expect(regroup([2, 30, 2, 2], [0, 3, 1, 2], [2, 6, 5, 4])).toEqual([0, 2, 3, 1]));
  it('has room for axes of one element', () =>
    expect(regroup([2, 6, 5, 4], CHANNELS_LAST, [2, 6, 1, 5, 1, 4])).toEqual([0, 2, 3, 4, 5, 1]));
  it('is lost where strangers are joined', () => expect(regroup([2, 6, 5, 4], CHANNELS_LAST, [60, 4])).toBeUndefined());
  it('is lost where there is nothing', () => expect(regroup([2, 0, 5, 4], CHANNELS_LAST, [2, 0, 4, 5])).toBeUndefined());
});
