/**
 * Resizing of images `[batch, height, width, channels]`. Both ways of tfjs are linear and separable: every output row is a
 * weighted sum of input rows, so a resize is a product with one matrix for each axis, and its gradient one with their transposes.
 * Nearest neighbours are looked up instead, and repeated where the factor is whole.
 */
import { pick } from '../ops/pieces.ts';
import { matMul } from '../ops/products.ts';
import { sum } from '../ops/reduce.ts';
import { cast, reshape } from '../ops/views.ts';
import { repeatPixels } from '../ops/windows.ts';
import type { Graph } from '../graph/graph.ts';
import type { Value } from '../graph/value.ts';
import type { In, Rules } from './rule.ts';
import { channelsFirst, channelsLast } from './window.ts';

interface ResizeAttributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
  readonly size: readonly [number, number];
}

type Images = readonly [number, number, number, number];

/** Length of one axis before and after, and how positions correspond. */
interface Axis {
  readonly from: number;
  readonly to: number;
  readonly attributes: Pick<ResizeAttributes, 'alignCorners' | 'halfPixelCenters'>;
}

const axesOf = (shape: Images, { size, ...attributes }: ResizeAttributes): [Axis, Axis] => [
  { from: shape[1], to: size[0], attributes },
  { from: shape[2], to: size[1], attributes },
];

const ratio = ({ from, to, attributes: { alignCorners } }: Axis): number => (alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to);

/** The input position that each output position shows. */
function nearest(axis: Axis): number[] {
  const { alignCorners, halfPixelCenters } = axis.attributes;
  return Array.from({ length: axis.to }, (_, i) => {
    const at = ratio(axis) * (halfPixelCenters ? i + 0.5 : i);
    return Math.max(0, Math.min(axis.from - 1, alignCorners ? Math.round(at) : Math.floor(at)));
  });
}

type Weights = readonly (readonly [position: number, weight: number])[][];

const nearestWeights = (axis: Axis): Weights => nearest(axis).map((at) => [[at, 1]]);

function bilinearWeights(axis: Axis): Weights {
  return Array.from({ length: axis.to }, (_, i) => {
    const at = axis.attributes.halfPixelCenters ? ratio(axis) * (i + 0.5) - 0.5 : ratio(axis) * i;
    const low = Math.max(0, Math.floor(at));
    const high = Math.min(axis.from - 1, Math.ceil(at));
    return [
      [low, 1 - (at - low)],
      [high, at - low],
    ];
  });
}

/** `[to, from]` */
function matrix(graph: Graph, { from, to }: Axis, weights: Weights): Value {
  const entries = new Float32Array(to * from);
  weights.forEach((row, i) => row.forEach(([at, weight]) => (entries[i * from + at] = (entries[i * from + at] as number) + weight)));
  return graph.constant(entries, [to, from], 'float32');
}

/** Multiplies the rows and the columns of every image by a matrix, or by its transpose. */
function along(x: Value, axes: readonly [Axis, Axis], weights: (axis: Axis) => Weights, isTransposed: boolean): Value {
  const [batch, height, width, channels] = x.shape as Images;
  const [rows, columns] = axes.map((axis) => matrix(x.graph, axis, weights(axis))) as [Value, Value];
  const [newHeight, newWidth] = axes.map(({ from, to }) => (isTransposed ? from : to)) as [number, number];
  const tall = matMul(rows, reshape(x, [batch, height, width * channels]), isTransposed);
  const wide = matMul(columns, reshape(tall, [batch * newHeight, width, channels]), isTransposed);
  return reshape(wide, [batch, newHeight, newWidth, channels]);
}

/** Whole factors by which nearest neighbours are repeated. */
function factors(axes: readonly [Axis, Axis]): readonly [number, number] | undefined {
  const found = axes.map(({ from, to }) => to / from) as [number, number];
  const isRepeated = (axis: Axis, i: number): boolean =>
    nearest(axis).every((at, position) => at === Math.floor(position / (found[i] as number)));
  return found.every(Number.isInteger) && axes.every(isRepeated) ? found : undefined;
}

function resizeNearest({ images }: In<'images'>, attributes: ResizeAttributes): Value {
  const axes = axesOf(images.shape as Images, attributes);
  if (!factors(axes)) return pick(pick(images, nearest(axes[0]), 1), nearest(axes[1]), 2);
  return channelsLast(repeatPixels(channelsFirst(images), attributes.size));
}

function nearestGradient({ images, dy }: In<'images' | 'dy'>, { alignCorners, halfPixelCenters }: ResizeAttributes): Value {
  const [batch, height, width, channels] = images.shape as Images;
  const axes = axesOf(images.shape as Images, { alignCorners, halfPixelCenters, size: dy.shape.slice(1, 3) as [number, number] });
  const times = factors(axes);
  if (!times) return along(dy, axes, nearestWeights, true);
  return sum(reshape(dy, [batch, height, times[0], width, times[1], channels]), [2, 4]);
}

export const resizing: Rules = {
  ResizeNearestNeighbor: resizeNearest,
  ResizeNearestNeighborGrad: nearestGradient,
  ResizeBilinear: ({ images }: In<'images'>, attributes: ResizeAttributes) =>
    along(cast(images, 'float32'), axesOf(images.shape as Images, attributes), bilinearWeights, false),
  ResizeBilinearGrad: ({ images, dy }: In<'images' | 'dy'>, { alignCorners, halfPixelCenters }: ResizeAttributes) =>
    along(
      dy,
      axesOf(images.shape as Images, { alignCorners, halfPixelCenters, size: dy.shape.slice(1, 3) as [number, number] }),
      bilinearWeights,
      true,
    ),
};
