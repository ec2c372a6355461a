/** Looking elements up by index, and summing them back. */
import type * as tf from '@tensorflow/tfjs-core';
import { add, equal, where } from '../ops/elementwise.ts';
import { gather, gatherSlices, scatter } from '../ops/pieces.ts';
import { cast, reshape, transpose } from '../ops/views.ts';
import type { Graph } from '../graph/graph.ts';
import { sizeOf, type Value } from '../graph/value.ts';
import { axesOf } from './reductions.ts';
import type { In, Rules } from './rule.ts';

export const counting = (graph: Graph, count: number, step = 1): Value =>
  graph.constant(
    Int32Array.from({ length: count }, (_, i) => i * step),
    [count],
    'int32',
  );

function gatherRule({ x, indices }: In<'x' | 'indices'>, { axis, batchDims }: tf.GatherV2Attrs): Value {
  const at = axesOf(axis, x)[0] as number;
  const whole = cast(indices, 'int32');
  if (batchDims === 0) return gather(x, whole, at);
  // A batched lookup is a plain one in x with batch and axis joined, at indices moved on by the batch's place.
  const batch = sizeOf(x.shape.slice(0, batchDims));
  const [outer, count, inner] = [x.shape.slice(batchDims, at), x.shape[at] as number, x.shape.slice(at + 1)];
  const [before, after] = [sizeOf(outer), sizeOf(inner)];
  const rows = reshape(transpose(reshape(x, [batch, before, count, after]), [0, 2, 1, 3]), [batch * count, before * after]);
  const picks = indices.shape.slice(batchDims);
  const flat = add(reshape(whole, [batch, sizeOf(picks)]), reshape(counting(x.graph, batch, count), [batch, 1]));
  const found = transpose(reshape(gather(rows, flat, 0), [batch, sizeOf(picks), before, after]), [0, 2, 1, 3]);
  return reshape(found, [...x.shape.slice(0, batchDims), ...outer, ...picks, ...inner]);
}

function oneHot({ indices }: In<'indices'>, { depth, onValue, offValue, dtype }: tf.OneHotAttrs): Value {
  const hot = equal(reshape(cast(indices, 'int32'), [...indices.shape, 1]), counting(indices.graph, depth));
  const type = dtype as 'float32' | 'int32' | 'bool';
  if (onValue === 1 && offValue === 0) return cast(hot, type);
  return cast(where(hot, indices.graph.constant(onValue, [], 'float32'), offValue), type);
}

export const lookups: Rules = {
  GatherV2: gatherRule,
  GatherNd: ({ params, indices }: In<'params' | 'indices'>) => gatherSlices(params, indices),
  OneHot: oneHot,
  ScatterNd: ({ indices, updates }: In<'indices' | 'updates'>, { shape }: { shape: number[] }) =>
    scatter(updates.graph.constant(0, shape, updates.dtype), indices, updates, 'add'),
  TensorScatterUpdate: ({ tensor, indices, updates }: In<'tensor' | 'indices' | 'updates'>) => scatter(tensor, indices, updates, 'none'),
  UnsortedSegmentSum: ({ x, segmentIds }: In<'x' | 'segmentIds'>, { numSegments }: { numSegments: number }) => {
    const zeros = x.graph.constant(0, [numSegments, ...x.shape.slice(segmentIds.shape.length)], x.dtype);
    return scatter(zeros, reshape(segmentIds, [...segmentIds.shape, 1]), x, 'add');
  },
};
