/**
 * Convolutions and their two gradients, in two and three dimensions. Measured best ways: the input's gradient is a
 * convolution with the mirrored filter where the stride is 1 and a transposed convolution elsewhere; the filter's is a few
 * matrix products; where filters have more elements than images, all are products over patches. Images have channels first here; the transpositions around each convolution go when the program is optimised.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { add } from '../ops/elementwise.ts';
import { reverse } from '../ops/pieces.ts';
import { transpose } from '../ops/views.ts';
import { convolve, convolveTransposed } from '../ops/windows.ts';
import type { Value } from '../graph/value.ts';
import { activate } from './activations.ts';
import { filterGradient } from './filter-gradient.ts';
import { isSmall, patchConvolution, patchFilterGradient, patchInputGradient } from './patches.ts';
import type { In, Rule, Rules } from './rule.ts';
import { channelsFirst, channelsLast, isChannelsFirst, windowAttributes, windowOf, type Window, type WindowAttributes } from './window.ts';

const spatial = (window: Window): number[] => window.kernel.map((_, i) => i);

/** @param filter `[...kernel, in, out]` */
function convolution(x: Value, filter: Value, attributes: WindowAttributes): Value {
  const window = windowOf(x.shape, filter.shape.slice(0, -2), attributes);
  if (isSmall(x, window, filter.shape.at(-1) as number)) return patchConvolution(x, filter, window);
  const rank = window.kernel.length;
  const weights = transpose(filter, [rank + 1, rank, ...spatial(window)]);
  return channelsLast(convolve(channelsFirst(x), weights, window.output, windowAttributes(window)));
}

/** Gradient in the operand of shape `shape`. */
function inputGradient(dy: Value, filter: Value, shape: readonly number[], attributes: WindowAttributes): Value {
  const window = windowOf(shape, filter.shape.slice(0, -2), attributes);
  const rank = window.kernel.length;
  const mirrored = mirroredWindow(window);
  if (mirrored && isSmall(dy, window, filter.shape.at(-1) as number)) return patchInputGradient(dy, filter, window);
  if (mirrored) {
    const weights = transpose(reverse(filter, spatial(window)), [rank, rank + 1, ...spatial(window)]);
    return channelsLast(convolve(channelsFirst(dy), weights, window.input, windowAttributes(mirrored)));
  }
  const weights = transpose(filter, [rank + 1, rank, ...spatial(window)]);
  return channelsLast(convolveTransposed(channelsFirst(dy), weights, window.input, transposedAttributes(window)));
}

/** The window of the same convolution run backwards, where the stride is 1. */
function mirroredWindow({ input, output, kernel, strides, dilations, before }: Window): Window | undefined {
  const extents = kernel.map((n, i) => (n - 1) * (dilations[i] as number));
  const starts = extents.map((extent, i) => extent - (before[i] as number));
  const ends = extents.map((extent, i) => (input[i] as number) - (output[i] as number) + extent - (starts[i] as number));
  if (strides.some((n) => n !== 1) || [...starts, ...ends].some((n) => n < 0)) return undefined;
  return { input: output, output: input, kernel, strides, dilations, before: starts, after: ends };
}

export function transposedAttributes(window: Window): Record<string, number | readonly number[]> {
  const { input, output, kernel, strides, dilations, before } = window;
  const reached = output.map(
    (n, i) => (n - 1) * (strides[i] as number) + ((kernel[i] as number) - 1) * (dilations[i] as number) + 1 - (before[i] as number),
  );
  const missing = reached.map((n, i) => (input[i] as number) - n);
  return {
    ...windowAttributes({ ...window, after: missing.map((n) => Math.max(0, -n)) }),
    output_padding: missing.map((n) => Math.max(0, n)),
  };
}

type Fused = In<'x' | 'filter'> & { readonly bias?: Value; readonly preluActivationWeights?: Value };
type FusedAttributes = WindowAttributes & { readonly activation: tf.backend_util.Activation; readonly leakyreluAlpha?: number };

/** A rule for tensors with channels last serves those with channels first. */
const last = (x: Value, attributes: WindowAttributes): Value => (isChannelsFirst(attributes) ? channelsLast(x) : x);
const back = (y: Value, attributes: WindowAttributes): Value => (isChannelsFirst(attributes) ? channelsFirst(y) : y);

const forward: Rule = ({ x, filter }: In<'x' | 'filter'>, attributes: WindowAttributes) =>
  back(convolution(last(x, attributes), filter, attributes), attributes);

const backwardInput: Rule = ({ dy, filter }: In<'dy' | 'filter'>, attributes: WindowAttributes & { readonly inputShape: number[] }) => {
  const [batch, ...rest] = attributes.inputShape as [number, ...number[]];
  const shape = isChannelsFirst(attributes) ? [batch, ...rest.slice(1), rest[0] as number] : attributes.inputShape;
  return back(inputGradient(last(dy, attributes), filter, shape, attributes), attributes);
};

const backwardFilter: Rule = ({ x, dy }: In<'x' | 'dy'>, attributes: WindowAttributes & { readonly filterShape: number[] }) => {
  const image = last(x, attributes);
  const window = windowOf(image.shape, attributes.filterShape.slice(0, -2), attributes);
  const gradient = isSmall(image, window, attributes.filterShape.at(-1) as number) ? patchFilterGradient : filterGradient;
  return gradient(image, last(dy, attributes), window);
};

export const convolutions: Rules = {
  Conv2D: forward,
  Conv2DBackpropInput: backwardInput,
  Conv2DBackpropFilter: backwardFilter,
  Conv3D: forward,
  Conv3DBackpropInputV2: backwardInput,
  Conv3DBackpropFilterV2: backwardFilter,
  FusedConv2D: ({ x, filter, bias, preluActivationWeights }: Fused, attributes: FusedAttributes) => {
    const product = convolution(last(x, attributes), filter, attributes);
    const shifted = bias ? add(product, bias) : product;
    const slope = attributes.leakyreluAlpha ?? 0.2;
    return back(activate(shifted, attributes.activation, { slope, weights: preluActivationWeights }), attributes);
  },
};
