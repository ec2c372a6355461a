/** Pooling and its gradients, in two and three dimensions. */
import { mul } from '../ops/elementwise.ts';
import { scatterFlat } from '../ops/pieces.ts';
import { expand, reshape } from '../ops/views.ts';
import { averagePool, convolveTransposed, maxPool } from '../ops/windows.ts';
import { sizeOf, type Value } from '../graph/value.ts';
import { transposedAttributes } from './convolution.ts';
import type { In, Rule, Rules } from './rule.ts';
import { channelsFirst, channelsLast, windowAttributes, windowOf, type Window, type WindowAttributes } from './window.ts';

type PoolAttributes = WindowAttributes & { readonly filterSize: number | number[] };

function poolWindow(x: Value, attributes: PoolAttributes): Window {
  const rank = x.shape.length - 2;
  const { filterSize } = attributes;
  const kernel = typeof filterSize === 'number' ? Array<number>(rank).fill(filterSize) : filterSize;
  return windowOf(x.shape, kernel, attributes);
}

const average: Rule = ({ x }: In<'x'>, attributes: PoolAttributes) => {
  const window = poolWindow(x, attributes);
  return channelsLast(averagePool(channelsFirst(x), window.output, windowAttributes(window)));
};

const maximum: Rule = ({ x }: In<'x'>, attributes: PoolAttributes) => {
  const window = poolWindow(x, attributes);
  return channelsLast(maxPool(channelsFirst(x), window.output, windowAttributes(window))[0]);
};

/** Each maximum's gradient goes to where it was found; to the first of equals. */
const maximumGradient: Rule = ({ dy, input }: In<'dy' | 'input'>, attributes: PoolAttributes) => {
  const window = poolWindow(input, attributes);
  const x = channelsFirst(input);
  const [, indices] = maxPool(x, window.output, windowAttributes(window));
  return channelsLast(reshape(scatterFlat(sizeOf(x.shape), indices, channelsFirst(dy)), x.shape));
};

/** The gradient of a mean is shared among the elements of its window; zeros of the padding are not among them. */
const averageGradient: Rule = ({ dy, input }: In<'dy' | 'input'>, attributes: PoolAttributes) => {
  const window = poolWindow(input, attributes);
  return isPartition(window) ? spread(dy, window) : scattered(dy, input.shape, window);
};

const isPartition = ({ input, kernel, strides, output }: Window): boolean =>
  kernel.every((n, i) => n === strides[i] && n * (output[i] as number) === input[i]);

function spread(dy: Value, { output, kernel }: Window): Value {
  const [batch, channels] = [dy.shape[0] as number, dy.shape.at(-1) as number];
  const share = mul(dy, 1 / sizeOf(kernel));
  const thin = reshape(share, [batch, ...output.flatMap((n) => [n, 1]), channels]);
  const wide = expand(thin, [batch, ...output.flatMap((n, i) => [n, kernel[i] as number]), channels]);
  return reshape(wide, [batch, ...output.map((n, i) => n * (kernel[i] as number)), channels]);
}

function scattered(dy: Value, shape: readonly number[], window: Window): Value {
  const share = channelsFirst(mul(dy, shares(dy, window)));
  const images = sizeOf(share.shape.slice(0, 2));
  const ones = dy.graph.constant(1, [1, 1, ...window.kernel], 'float32');
  const sums = convolveTransposed(reshape(share, [images, 1, ...window.output]), ones, window.input, transposedAttributes(window));
  return channelsLast(reshape(sums, [shape[0] as number, shape.at(-1) as number, ...window.input]));
}

/** One over the number of real elements in each window, `[...output, 1]`. */
function shares({ graph }: Value, { input, output, kernel, strides, dilations, before }: Window): Value {
  const counts = output.map((n, axis) =>
    Array.from({ length: n }, (_, at) => {
      const start = at * (strides[axis] as number) - (before[axis] as number);
      const elements = Array.from({ length: kernel[axis] as number }, (__, i) => start + i * (dilations[axis] as number));
      return elements.filter((i) => i >= 0 && i < (input[axis] as number)).length;
    }),
  );
  const all = counts.reduce<number[]>((products, axis) => products.flatMap((product) => axis.map((n) => product * n)), [1]);
  return graph.constant(
    Float32Array.from(all, (n) => 1 / n),
    [...output, 1],
    'float32',
  );
}

export const pooling: Rules = {
  AvgPool: average,
  AvgPool3D: average,
  AvgPoolGrad: averageGradient,
  AvgPool3DGrad: averageGradient,
  MaxPool: maximum,
  MaxPool3D: maximum,
  MaxPoolGrad: maximumGradient,
  MaxPool3DGrad: maximumGradient,
};
