/**
 * The two gradients of a convolution y[h, v] = Σ x[s·h + d·i − p, s·v + d·j − p]·w[i, j], as fast products of tfjs-backend-wasm: it ships
 * the one in x as a scalar loop, ten times slower than a convolution, and the one in w not at all.
 *
 *   ∂L/∂x   a convolution of dy, with zeros where strides skip, by the mirrored filter
 *   ∂L/∂w   a matrix product for each place (i, j) of the filter: dyᵀ · what it meets of x
 */
import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel, supplyKernel } from './replace-kernel.ts';

type Geometry = tf.backend_util.Conv2DInfo;

interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type InputAttributes = ConvolutionAttributes & { readonly inputShape: Shape };
type FilterAttributes = ConvolutionAttributes & { readonly filterShape: Shape };
type Shape = [number, number, number, number];

const geometryOf = (x: Shape, filter: Shape, { strides, pad, dimRoundingMode }: ConvolutionAttributes): Geometry =>
  tf.backend_util.computeConv2DInfo(x, filter, strides, 1, pad, dimRoundingMode);

export function repairConvolutionGradients(): void {
  replaceKernel('Conv2DBackpropInput', (shipped) => (call) => {
    const attributes = call.attrs as unknown as InputAttributes;
    if (attributes.dataFormat === 'NCHW') return shipped(call);
    const { dy, filter } = call.inputs as Record<'dy' | 'filter', tf.Tensor4D>;
    return tf.tidy(() => inputGradient(dy, filter, geometryOf(attributes.inputShape, filter.shape, attributes)));
  });
  supplyKernel('Conv2DBackpropFilter', ({ inputs, attrs }) => {
    const attributes = attrs as unknown as FilterAttributes;
    const { x, dy } = inputs as Record<'x' | 'dy', tf.Tensor4D>;
    return tf.tidy(() => filterGradient(x, dy, geometryOf(x.shape, attributes.filterShape, attributes)));
  });
}

function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, geometry: Geometry): tf.Tensor4D {
  const { inHeight, inWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = geometry;
  const spread = spaced(dy, strideHeight, strideWidth);
  const [, height, width] = spread.shape;
  const around = fitted(spread, [
    [filterHeight - 1 - padInfo.top, inHeight + padInfo.top - height],
    [filterWidth - 1 - padInfo.left, inWidth + padInfo.left - width],
  ]);
  return tf.conv2d(around, tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]), 1, 'valid');
}

function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, geometry: Geometry): tf.Tensor4D {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = geometry;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = geometry;
  const reach = { height: (outHeight - 1) * strideHeight, width: (outWidth - 1) * strideWidth };
  const around = fitted(x, [
    [padInfo.top, reach.height + filterHeight - padInfo.top - inHeight],
    [padInfo.left, reach.width + filterWidth - padInfo.left - inWidth],
  ]);
  const places = batchSize * outHeight * outWidth;
  const left = tf.transpose(tf.reshape(dy, [places, outChannels]));
  const products: tf.Tensor2D[] = [];
  for (let i = 0; i < filterHeight; i++)
    for (let j = 0; j < filterWidth; j++) {
      const end: Shape = [batchSize, i + reach.height + 1, j + reach.width + 1, inChannels];
      const met = tf.stridedSlice(around, [0, i, j, 0], end, [1, strideHeight, strideWidth, 1]);
      products.push(tf.matMul(left, tf.reshape<tf.Rank.R2>(met, [places, inChannels])));
    }
  return tf.reshape(tf.transpose(tf.concat2d(products, 1)), [filterHeight, filterWidth, inChannels, outChannels]);
}

/** Zeros between the pixels, so that their distance is the stride. */
function spaced(x: tf.Tensor4D, down: number, across: number): tf.Tensor4D {
  if (down === 1 && across === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const rows = tf.pad3d(tf.reshape(x, [batch * height, 1, width * channels]), [NONE, [0, down - 1], NONE]);
  const pixels = tf.pad3d(tf.reshape(rows, [batch * height * down * width, 1, channels]), [NONE, [0, across - 1], NONE]);
  return tf.reshape(pixels, [batch, height * down, width * across, channels]);
}

const NONE: [number, number] = [0, 0];

/** Zeros before and after the rows and columns; fewer than none of them cuts off. */
function fitted(x: tf.Tensor4D, [rows, columns]: [[number, number], [number, number]]): tf.Tensor4D {
  const grown = ([before, after]: [number, number]): [number, number] => [Math.max(0, before), Math.max(0, after)];
  const padded = [...rows, ...columns].some((n) => n > 0) ? tf.pad4d(x, [NONE, grown(rows), grown(columns), NONE]) : x;
  const [batch, height, width, channels] = x.shape;
  const start = [rows, columns].map(([before]) => Math.max(0, -before)) as [number, number];
  const size: Shape = [batch, height + rows[0] + rows[1], width + columns[0] + columns[1], channels];
  const isWhole = size[1] === padded.shape[1] && size[2] === padded.shape[2];
  return isWhole ? padded : tf.slice4d(padded, [0, ...start, 0], size);
}
