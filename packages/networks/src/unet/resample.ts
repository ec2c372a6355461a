import * as tf from '@tensorflow/tfjs-core';
import { convolution } from './convolution.ts';
import type { Layer } from './layer.ts';

/** Which axes a network halves: both of an image, the first of a signal. */
export type Halving = readonly [1 | 2, 1 | 2];

interface ResampleOptions {
  readonly channels: number;
  readonly kernel: readonly [number, number];
  readonly halving: Halving;
}

/** Half the side by a convolution with strides. */
export const downsample = (name: string, { channels, kernel, halving }: ResampleOptions): Layer =>
  convolution(name, { from: channels, to: channels, kernel, strides: halving });

/** Twice the side: every pixel repeated, then a convolution. */
export function upsample(name: string, { channels, kernel, halving }: ResampleOptions): Layer {
  const smooth = convolution(name, { from: channels, to: channels, kernel });
  return { parameters: smooth.parameters, apply: (p, x) => smooth.apply(p, repeated(x, halving)) };
}

/** Every pixel as a block of equal ones, in reshapes and tiles: tfjs's own resizing has a wrong gradient on its cpu runtime. */
export function repeated(x: tf.Tensor4D, [down, across]: Halving): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const rows = tf.tile(tf.reshape<tf.Rank.R3>(x, [batch * height, 1, width * channels]), [1, down, 1]);
  const pixels = tf.tile(tf.reshape<tf.Rank.R3>(rows, [batch * height * down * width, 1, channels]), [1, across, 1]);
  return tf.reshape(pixels, [batch, height * down, width * across, channels]);
}
