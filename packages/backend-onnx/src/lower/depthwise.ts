/** Convolutions in which every channel has filters of its own, `[height, width, channels, multiplier]`. */
import type * as tf from '@tensorflow/tfjs-core';
import { add, mul } from '../ops/elementwise.ts';
import { concat, pad, slice, whole } from '../ops/pieces.ts';
import { sum } from '../ops/reduce.ts';
import { reshape, transpose } from '../ops/views.ts';
import { convolve, convolveTransposed } from '../ops/windows.ts';
import type { Value } from '../graph/value.ts';
import { activate } from './activations.ts';
import { transposedAttributes } from './convolution.ts';
import type { In, Rules } from './rule.ts';
import { channelsFirst, channelsLast, windowAttributes, windowOf, type Window, type WindowAttributes } from './window.ts';

type Shape4 = readonly [number, number, number, number];

/** Filters as ONNX groups them: `[channels · multiplier, 1, height, width]`. */
function grouped(filter: Value): Value {
  const [height, width, channels, multiplier] = filter.shape as Shape4;
  return reshape(transpose(filter, [2, 3, 0, 1]), [channels * multiplier, 1, height, width]);
}

function depthwise(x: Value, filter: Value, attributes: WindowAttributes): Value {
  const window = windowOf(x.shape, filter.shape.slice(0, 2), attributes);
  return channelsLast(
    convolve(channelsFirst(x), grouped(filter), window.output, { ...windowAttributes(window), group: filter.shape[2] as number }),
  );
}

function inputGradient(dy: Value, filter: Value, shape: readonly number[], attributes: WindowAttributes): Value {
  const window = windowOf(shape, filter.shape.slice(0, 2), attributes);
  const options = { ...transposedAttributes(window), group: filter.shape[2] as number };
  return channelsLast(convolveTransposed(channelsFirst(dy), grouped(filter), window.input, options));
}

/** What position `at` of the filter meets: one row of channels for each output position. */
function patch(padded: Value, { output, strides, dilations }: Window, at: readonly number[]): Value {
  const inner = output.map((count, i) => ({ start: (at[i] as number) * (dilations[i] as number), count, step: strides[i] as number }));
  return slice(padded, [whole(padded.shape[0] as number), ...inner, whole(padded.shape.at(-1) as number)]);
}

const padded = (x: Value, { before, after }: Window): Value =>
  pad(x, [[0, 0], ...before.map((n, i): [number, number] => [n, after[i] as number]), [0, 0]]);

function filterGradient(x: Value, dy: Value, shape: Shape4, attributes: WindowAttributes): Value {
  const [height, width, channels, multiplier] = shape;
  const window = windowOf(x.shape, [height, width], attributes);
  const source = padded(x, window);
  const [batch, ...out] = dy.shape.slice(0, 3) as [number, number, number];
  const spread = reshape(dy, [batch, ...out, channels, multiplier]);
  const parts = Array.from({ length: height * width }, (_, at) => {
    const met = patch(source, window, [Math.floor(at / width), at % width]);
    return reshape(sum(mul(reshape(met, [...met.shape, 1]), spread), [0, 1, 2]), [1, channels, multiplier]);
  });
  return reshape(concat(parts, 0), shape);
}

type Fused = In<'x' | 'filter'> & { readonly bias?: Value; readonly preluActivationWeights?: Value };
type FusedAttributes = WindowAttributes & { readonly activation: tf.backend_util.Activation; readonly leakyreluAlpha?: number };

export const depthwiseConvolutions: Rules = {
  DepthwiseConv2dNative: ({ x, filter }: In<'x' | 'filter'>, attributes: WindowAttributes) => depthwise(x, filter, attributes),
  DepthwiseConv2dNativeBackpropInput: (
    { dy, filter }: In<'dy' | 'filter'>,
    attributes: WindowAttributes & { readonly inputShape: number[] },
  ) => inputGradient(dy, filter, attributes.inputShape, attributes),
  DepthwiseConv2dNativeBackpropFilter: ({ x, dy }: In<'x' | 'dy'>, attributes: WindowAttributes & { readonly filterShape: Shape4 }) =>
    filterGradient(x, dy, attributes.filterShape, attributes),
  FusedDepthwiseConv2D: ({ x, filter, bias, preluActivationWeights }: Fused, attributes: FusedAttributes) => {
    const product = depthwise(x, filter, attributes);
    const shifted = bias ? add(product, bias) : product;
    return activate(shifted, attributes.activation, { slope: attributes.leakyreluAlpha ?? 0.2, weights: preluActivationWeights });
  },
};
