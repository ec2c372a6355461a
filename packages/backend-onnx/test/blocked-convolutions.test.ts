import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { OnnxBackend, traceToOnnx } from '@partita/backend-onnx';
import { optimise } from '../src/passes/index.ts';
import { channelBlock } from '../src/run/channel-block.ts';
import { record } from '../src/trace/record.ts';
import { compare, some, SUMS, type Case } from './sweep/compare.ts';

await new OnnxBackend().start();

const conv = (x: tf.Tensor, w: tf.Tensor, stride = 1, pad: 'same' | 'valid' = 'same', dilation = 1): tf.Tensor =>
  tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad, 'NHWC', dilation);

/** The operators outside of ONNX that take the place of convolutions, for a processor with blocks of so many channels. */
function blocks(block: number, f: (...inputs: tf.Tensor[]) => unknown, ...inputs: tf.Tensor[]): string[] {
  const { outputs } = record((tree) => f(...(tree as tf.Tensor[])), inputs);
  const { nodes } = optimise(outputs[0]!.graph, outputs, { block });
  return nodes.filter(({ domain }) => domain !== undefined).map(({ op }) => op);
}

describe('convolutions in blocks of channels', () => {
  const plain = (v?: tf.Tensor, w?: tf.Tensor): tf.Tensor => conv(v!, w!);
  const [x, wide, narrow] = [some([1, 4, 4, 16]), some([3, 3, 16, 32]), some([3, 3, 16, 12])];

  it('have blocks that are a power of two, or none', () => {
    expect([1, 4, 8, 16, 32]).toContain(channelBlock({}));
    expect(channelBlock({ provider: 'webgpu' })).toBe(1);
  });

  it('take the place of convolutions that have whole blocks', () => {
    expect(blocks(16, plain, x, wide)).toEqual(['ReorderInput', 'Conv', 'ReorderOutput']);
    expect(blocks(16, plain, x, narrow)).toEqual([]);
    expect(blocks(1, plain, x, wide)).toEqual([]);
    expect(blocks(16, (v, w) => tf.depthwiseConv2d(v as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), x, some([3, 3, 16, 1]))).toEqual([]);
  });

  it('share the image', () => {
    const ops = blocks(16, (v, w) => tf.add(conv(v, w), conv(v, tf.neg(w))), x, wide);
    expect(ops.filter((op) => op === 'ReorderInput')).toHaveLength(1);
  });

  it('are not exported', () => {
    const model = new TextDecoder('latin1').decode(traceToOnnx(([v, w]: tf.Tensor[]) => conv(v!, w!), [x, wide]));
    expect(model).toContain('Conv');
    expect(model).not.toContain('nchwc');
  });
});

const CASES: Case[] = [
  ['3×3', (v, w) => conv(v, w), [some([2, 5, 6, 16]), some([3, 3, 16, 32])], SUMS],
  ['3×3 with bias', (v, w, b) => tf.add(conv(v, w), b), [some([2, 5, 6, 16]), some([3, 3, 16, 32]), some([32])], SUMS],
  ['1×1', (v, w) => conv(v, w), [some([2, 5, 6, 32]), some([1, 1, 32, 16])], SUMS],
  ['stride 2', (v, w) => conv(v, w, 2), [some([2, 7, 6, 16]), some([3, 3, 16, 16])], SUMS],
  ['stride 2, valid', (v, w) => conv(v, w, 2, 'valid'), [some([2, 7, 8, 16]), some([2, 4, 16, 16])], SUMS],
  ['dilated', (v, w) => conv(v, w, 1, 'same', 2), [some([1, 8, 8, 16]), some([3, 3, 16, 16])], { ...SUMS, gradient: false }],
  [
    'a residual block',
    (v, w, u) => tf.add(v, conv(tf.elu(conv(v, w)), u)),
    [some([2, 4, 4, 16]), some([3, 3, 16, 16], -1, 1), some([3, 3, 16, 16], -1, 1, 2)],
    SUMS,
  ],
];

describe('convolutions in blocks of channels, and their gradients, agree with eager tfjs', () => CASES.forEach(compare));
