/** Kernels that cut, join, move and repeat. */
import * as tf from '@tensorflow/tfjs-core';
import { concat, pad, pick, reverse, slice, split, tile, type Cut } from '../ops/pieces.ts';
import { expand, reshape, transpose } from '../ops/views.ts';
import { sizeOf, type Value } from '../graph/value.ts';
import { axesOf } from './reductions.ts';
import type { In, List, Rules } from './rule.ts';

const axisOf = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

function expandDims({ input }: In<'input'>, { dim }: { dim: number }): Value {
  const shape = [...input.shape];
  shape.splice(axisOf(dim, shape.length + 1), 0, 1);
  return reshape(input, shape);
}

function stack(inputs: List, { axis }: { axis: number }): Value {
  const parts = Object.values(inputs);
  const at = axisOf(axis, (parts[0] as Value).shape.length + 1);
  return concat(
    parts.map((input) => expandDims({ input }, { dim: at })),
    at,
  );
}

function unstack({ value }: In<'value'>, { axis }: { axis: number }): readonly Value[] {
  const at = axisOf(axis, value.shape.length);
  const parts = split(value, Array<number>(value.shape[at] as number).fill(1), at);
  return parts.map((part) =>
    reshape(
      part,
      value.shape.filter((_, i) => i !== at),
    ),
  );
}

function stridedSlice({ x }: In<'x'>, attributes: tf.StridedSliceAttrs): Value {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attributes;
  const info = tf.slice_util.sliceInfo([...x.shape], begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask);
  if (info.isIdentity || info.isSimpleSlice) {
    const counts = tf.slice_util.computeOutShape(info.begin, info.end, info.strides);
    const cuts = counts.map((count, i): Cut => ({ start: info.begin[i] as number, count }));
    return reshape(info.isIdentity ? x : slice(x, cuts), info.finalShape);
  }
  const counts = tf.slice_util.computeOutShape(info.begin, info.end, info.strides);
  const cuts = counts.map((count, i): Cut => ({ start: info.begin[i] as number, count, step: info.strides[i] as number }));
  return reshape(slice(x, cuts), info.finalShape);
}

/** Padding with the mirrored inside: index i of an axis shows element `reflected(i)`. */
function mirrorPad({ x }: In<'x'>, { paddings, mode }: tf.MirrorPadAttrs): Value {
  const offset = mode === 'reflect' ? 0 : 1;
  return paddings.reduce((value, [before, after], axis) => {
    const count = x.shape[axis] as number;
    const indices = Array.from({ length: before + count + after }, (_, position) => {
      const i = position - before;
      return i < 0 ? -i - offset : i >= count ? 2 * (count - 1) - i + offset : i;
    });
    return pick(value, indices, axis);
  }, x);
}

function spaceToBatch({ x }: In<'x'>, { blockShape, paddings }: tf.SpaceToBatchNDAttrs): Value {
  const block = blockShape.reduce((product, n) => product * n);
  const widths = x.shape.map((_, axis) => (paddings[axis - 1] ?? [0, 0]) as [number, number]);
  const padded = pad(x, widths);
  const spread = tf.backend_util.getReshaped([...padded.shape], blockShape, block, false);
  const order = tf.backend_util.getPermuted(spread.length, blockShape.length, false);
  return reshape(
    transpose(reshape(padded, spread), order),
    tf.backend_util.getReshapedPermuted([...padded.shape], blockShape, block, false),
  );
}

function batchToSpace({ x }: In<'x'>, { blockShape, crops }: tf.BatchToSpaceNDAttrs): Value {
  const block = blockShape.reduce((product, n) => product * n);
  const spread = tf.backend_util.getReshaped([...x.shape], blockShape, block);
  const order = tf.backend_util.getPermuted(spread.length, blockShape.length);
  const joined = tf.backend_util.getReshapedPermuted([...x.shape], blockShape, block);
  const starts = tf.backend_util.getSliceBeginCoords(crops, blockShape.length);
  const counts = tf.backend_util.getSliceSize(joined, crops, blockShape.length);
  return slice(
    reshape(transpose(reshape(x, spread), order), joined),
    counts.map((count, i) => ({ start: starts[i] as number, count })),
  );
}

function depthToSpace({ x }: In<'x'>, { blockSize: n, dataFormat }: tf.DepthToSpaceAttrs): Value {
  const first = dataFormat === 'NCHW' ? transpose(x, [0, 2, 3, 1]) : x;
  const [batch, height, width, depth] = first.shape as [number, number, number, number];
  const spread = transpose(reshape(first, [batch, height, width, n, n, depth / (n * n)]), [0, 1, 3, 2, 4, 5]);
  const joined = reshape(spread, [batch, height * n, width * n, depth / (n * n)]);
  return dataFormat === 'NCHW' ? transpose(joined, [0, 3, 1, 2]) : joined;
}

export const shapes: Rules = {
  Identity: ({ x }: In<'x'>) => x,
  Reshape: ({ x }: In<'x'>, { shape }: { shape: number[] }) => reshape(x, tf.util.inferFromImplicitShape(shape, sizeOf(x.shape))),
  ExpandDims: expandDims,
  Transpose: ({ x }: In<'x'>, { perm }: { perm: number[] }) => transpose(x, perm),
  BroadcastTo: ({ x }: In<'x'>, { shape }: { shape: number[] }) => expand(x, shape),
  Concat: (inputs: List, { axis }: { axis: number }) => {
    const parts = Object.values(inputs);
    const at = axisOf(axis, (parts[0] as Value).shape.length);
    const filled = parts.filter((part) => sizeOf(part.shape) > 0);
    return concat(filled.length > 0 ? filled : parts.slice(0, 1), at);
  },
  Pack: stack,
  Unpack: unstack,
  SplitV: ({ x }: In<'x'>, { numOrSizeSplits, axis }: tf.SplitVAttrs) => {
    const at = axisOf(axis, x.shape.length);
    const sizes = tf.backend_util.prepareSplitSize({ shape: [...x.shape] } as tf.Tensor, numOrSizeSplits, at);
    return split(x, sizes, at);
  },
  Slice: ({ x }: In<'x'>, { begin, size }: tf.SliceAttrs) => {
    const [starts, counts] = tf.slice_util.parseSliceParams({ shape: [...x.shape] } as tf.TensorInfo, begin, size) as [number[], number[]];
    tf.slice_util.assertParamsValid({ shape: [...x.shape] } as tf.TensorInfo, starts, counts);
    return slice(
      x,
      counts.map((count, i) => ({ start: starts[i] as number, count })),
    );
  },
  StridedSlice: stridedSlice,
  PadV2: ({ x }: In<'x'>, { paddings, constantValue }: tf.PadV2Attrs) => pad(x, paddings, constantValue),
  MirrorPad: mirrorPad,
  Tile: ({ x }: In<'x'>, { reps }: { reps: number[] }) => {
    const rank = Math.max(x.shape.length, reps.length);
    const left = (values: readonly number[]): number[] => [...Array<number>(rank - values.length).fill(1), ...values];
    return tile(reshape(x, left(x.shape)), left(reps));
  },
  Reverse: ({ x }: In<'x'>, { dims }: { dims: number | number[] }) => (x.shape.length === 0 ? x : reverse(x, axesOf(dims, x))),
  FlipLeftRight: ({ image }: In<'image'>) => reverse(image, [2]),
  SpaceToBatchND: spaceToBatch,
  BatchToSpaceND: batchToSpace,
  DepthToSpace: depthToSpace,
};
