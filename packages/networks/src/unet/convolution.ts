import * as tf from '@tensorflow/tfjs-core';
import { glorot, ZEROS, type Layer, type Start } from './layer.ts';

export interface ConvolutionOptions extends Start {
  /** Channels before and after. */
  readonly from: number;
  readonly to: number;
  /** Height and width of the filter. */
  readonly kernel: readonly [number, number];
  /** @default [1, 1] */
  readonly strides?: readonly [number, number];
}

/** A convolution with bias; zeros around the image, so that only strides make it smaller. A filter of one pixel is a matrix product. */
export function convolution(name: string, { from, to, kernel, strides = [1, 1], zero = false }: ConvolutionOptions): Layer {
  const [weight, bias] = [`${name}.weight`, `${name}.bias`];
  const taps = kernel[0] * kernel[1];
  return {
    parameters: [
      { name: weight, shape: [...kernel, from, to], initialiser: glorot(taps * from, taps * to, { zero }) },
      { name: bias, shape: [to], initialiser: ZEROS },
    ],
    apply: (p, x) => tf.add(tf.conv2d(x, p[weight] as tf.Tensor4D, [...strides], 'same'), p[bias] as tf.Tensor1D),
  };
}
