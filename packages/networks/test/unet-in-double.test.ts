import { initialParameters, parameterLayout, randomStream, type Parameters, type Schedule } from '@partita/core';
import { UNet } from '@partita/networks';
import { doublePrecisionBackend } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attention } from '../src/unet/attention.ts';
import { convolution } from '../src/unet/convolution.ts';
import { groupNorm } from '../src/unet/group-norm.ts';
import type { Layer } from '../src/unet/layer.ts';
import { downsample, repeated, upsample } from '../src/unet/resample.ts';
import { residualBlock } from '../src/unet/residual-block.ts';
import { silu } from '../src/unet/silu.ts';
import { awake, tiny, tinySignal } from './unet-sizes.ts';

const backend = doublePrecisionBackend();
beforeAll(() => backend.start());
afterAll(() => backend.stop());

const normals = (count: number, purpose: string, index = 0): Float32Array =>
  randomStream(3, purpose, index).normals(new Float32Array(count));

type Loss = (tensors: readonly tf.Tensor[]) => tf.Scalar;

/** The slope of a loss along a random direction of all tensors at once: by differences of fourth order, and by the gradient. */
function slopes(loss: Loss, at: readonly tf.Tensor[]): { byDifference: number; byGradient: number } {
  return tf.tidy(() => {
    const direction = at.map(({ shape, size }, i) => tf.tensor(normals(size, 'direction', i), shape));
    const value = (h: number): number => loss(at.map((x, i) => tf.add(x, tf.mul(direction[i] as tf.Tensor, h)))).dataSync()[0] as number;
    const h = 1e-4;
    const byDifference = (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h);
    const gradients = tf.grads((...all: tf.Tensor[]) => loss(all))([...at]);
    const byGradient = gradients.reduce(
      (sum, gradient, i) => sum + (tf.sum(tf.mul(gradient, direction[i] as tf.Tensor)).dataSync()[0] as number),
      0,
    );
    return { byDifference, byGradient };
  });
}

function expectExact(loss: Loss, at: readonly tf.Tensor[]): void {
  const { byDifference, byGradient } = slopes(loss, at);
  expect(Math.abs(byGradient)).toBeGreaterThan(1e-3);
  expect(Math.abs(byDifference / byGradient - 1)).toBeLessThan(1e-7);
}

const IMAGE: [number, number, number, number] = [2, 4, 4, 8];
const image = (): tf.Tensor4D => tf.tensor4d(normals(256, 'image'), IMAGE);

/** Σ target·layer(x) in the parameters, in x and in the embedding, all away from 0. */
function expectExactLayer(layer: Layer, embedding?: number): void {
  const { parameters } = layer;
  const values = parameters.map(({ shape }, i) =>
    tf.mul(tf.tensor(normals(tf.util.sizeFromShape([...shape]), 'parameters', i), [...shape]), 0.3),
  );
  const embedded = embedding === undefined ? [] : [tf.tensor2d(normals(2 * embedding, 'embedding'), [2, embedding])];
  const loss: Loss = ([x, ...rest]) => {
    const named = Object.fromEntries(parameters.map(({ name }, i) => [name, rest[i] as tf.Tensor]));
    const y = layer.apply(named, x as tf.Tensor4D, { embedding: rest[parameters.length] as tf.Tensor2D | undefined });
    return tf.sum(tf.mul(y, tf.tensor(normals(y.size, 'target'), y.shape)));
  };
  expectExact(loss, [image(), ...values, ...embedded]);
}

describe('the gradients of every layer are those that differences in double precision find', () => {
  const kernel = [3, 3] as const;
  const halving = [2, 2] as const;
  it.each<[string, Layer, number?]>([
    ['convolution', convolution('c', { from: 8, to: 6, kernel })],
    ['convolution of one axis, with strides', convolution('c', { from: 8, to: 6, kernel: [3, 1], strides: [2, 1] })],
    ['group normalisation', groupNorm('n', 8, 2)],
    ['attention', attention('a', 8, 2)],
    ['residual block', residualBlock('r', { from: 8, to: 8, kernel, groups: 2, embedding: 5 }), 5],
    ['residual block that widens', residualBlock('r', { from: 8, to: 12, kernel, groups: 2, embedding: 5 }), 5],
    ['residual block without time', residualBlock('r', { from: 8, to: 8, kernel, groups: 2, embedding: 0 })],
    ['half the side', downsample('d', { channels: 8, kernel, halving })],
    ['twice the side', upsample('u', { channels: 8, kernel, halving })],
  ])('%s', (_, layer, embedding) => expectExactLayer(layer, embedding));

  it('SiLU and group normalisation, twice over', () => {
    const norm = groupNorm('n', 8, 2);
    const p = Object.fromEntries(norm.parameters.map(({ name }) => [name, tf.zeros([8])]));
    for (const f of [silu<tf.Tensor4D>, (x: tf.Tensor4D) => norm.apply(p, x)]) {
      const slope = tf.grad((x) => tf.sum(tf.mul(f(x as tf.Tensor4D), tf.square(f(x as tf.Tensor4D)))));
      expectExact(([x]) => tf.sum(tf.mul(slope(x as tf.Tensor), tf.tensor(normals(256, 'target'), IMAGE))), [image()]);
    }
  });

  it('repeats pixels', () => {
    const doubled = repeated(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]), [2, 2]);
    expect([...doubled.dataSync()]).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
  });

  it.each([
    ['unet', tiny, 32],
    ['unet-small', { ...tiny, time: 'none', attention: [], middleAttention: false } as const, 32],
    ['unet-1d', tinySignal, 8],
  ])(
    'the whole %s',
    (_, options, dimension) => {
      const network = awake(new UNet(options));
      const layout = parameterLayout(network.parameters);
      const vector = initialParameters(network.parameters, 1, 0);
      const column = (values: number[]): tf.Tensor2D => tf.tensor2d(values, [2, 1]);
      const at: Schedule = { t: column([0.1, 0.4]), logSnr: column([3, -1]), alpha: column([0.9, 0.5]), sigma: column([0.4, 0.8]) };
      const values = layout.map(({ offset, size, shape }) => tf.tensor(vector.slice(offset, offset + size), [...shape]));
      const loss: Loss = ([x, ...rest]) => {
        const parameters: Parameters = Object.fromEntries(layout.map(({ name }, i) => [name, rest[i] as tf.Tensor]));
        return tf.mean(tf.square(network.apply(parameters, x as tf.Tensor2D, at)));
      };
      expectExact(loss, [tf.tensor2d(normals(2 * dimension, 'image'), [2, dimension]), ...values]);
    },
    120_000,
  );
});
