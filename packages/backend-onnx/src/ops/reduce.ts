/** Reductions over axes. */
import type { Value } from '../graph/value.ts';
import { mul } from './elementwise.ts';
import { cast, reshape } from './views.ts';

export type Reduction = 'ReduceSum' | 'ReduceMean' | 'ReduceMax' | 'ReduceMin' | 'ReduceProd';

export function reduce(op: Reduction, x: Value, axes: readonly number[], keepDims = false): Value {
  const kept = x.shape.map((n, i) => (axes.includes(i) ? 1 : n));
  const shape = keepDims ? kept : kept.filter((_, i) => !axes.includes(i));
  const count = axes.reduce((product, axis) => product * (x.shape[axis] as number), 1);
  if (count === 1) return reshape(x, shape);
  if (typeof x.constant === 'number' && op === 'ReduceSum') return mul(x.graph.constant(x.constant, shape, x.dtype), count);
  const result = x.graph.apply(op, [x, x.graph.ints(axes)], keepDims ? kept : shape, x.dtype, { keepdims: Number(keepDims) });
  return result;
}

export const sum = (x: Value, axes: readonly number[], keepDims = false): Value => reduce('ReduceSum', x, axes, keepDims);

/** Index of the largest or smallest element along an axis; the first where several are equal. */
export function argument(op: 'ArgMax' | 'ArgMin', x: Value, axis: number): Value {
  const shape = x.shape.filter((_, i) => i !== axis);
  return cast(x.graph.apply(op, [x], shape, 'int64', { axis, keepdims: 0 }), 'int32');
}

/** Softmax or its logarithm along an axis. */
export const softmax = (op: 'Softmax' | 'LogSoftmax', x: Value, axis: number): Value => x.graph.apply(op, [x], x.shape, x.dtype, { axis });
