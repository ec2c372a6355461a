/** Operators that move or retype elements without computing on them. Those that change nothing are never recorded. */
import { madeBy, operand, sameShape, sizeOf, type DType, type Shape, type Value } from '../graph/value.ts';

export function reshape(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  if (x.constant !== undefined) return x.graph.constant(x.constant, shape, x.dtype);
  const inner = madeBy(x, 'Reshape');
  if (inner) return reshape(operand(inner, 0), shape);
  return x.graph.apply('Reshape', [x, x.graph.ints(shape)], shape, x.dtype);
}

export function transpose(x: Value, permutation: readonly number[]): Value {
  const shape = permutation.map((axis) => x.shape[axis] as number);
  const isSame = permutation.every((axis, i) => axis === i);
  if (isSame) return x;
  if (typeof x.constant === 'number') return x.graph.constant(x.constant, shape, x.dtype);
  const moved = permutation.filter((axis) => x.shape[axis] !== 1);
  if (moved.every((axis, i) => i === 0 || axis > (moved[i - 1] as number))) return reshape(x, shape);
  const inner = madeBy(x, 'Transpose');
  if (inner) {
    const first = inner.attributes['perm'] as readonly number[];
    return transpose(
      operand(inner, 0),
      permutation.map((axis) => first[axis] as number),
    );
  }
  return x.graph.apply('Transpose', [x], shape, x.dtype, { perm: permutation });
}

/** The permutation that swaps the last two axes. */
export const swapLast = (rank: number): number[] => [...Array(rank - 2).keys(), rank - 1, rank - 2];

/** Broadcasts to a shape that numpy's rules allow. */
export function expand(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  if (typeof x.constant === 'number') return x.graph.constant(x.constant, shape, x.dtype);
  if (sizeOf(x.shape) === sizeOf(shape)) return reshape(x, shape);
  return x.graph.apply('Expand', [x, x.graph.ints(shape)], shape, x.dtype);
}

/** A value before it was spread out by `expand`. */
export const unspread = (x: Value): Value => {
  const spread = madeBy(x, 'Expand');
  return spread ? operand(spread, 0) : x;
};

export function cast(x: Value, dtype: DType): Value {
  if (x.dtype === dtype) return x;
  if (typeof x.constant === 'number') {
    const isInteger = dtype === 'int32' || dtype === 'int64';
    const value = dtype === 'bool' ? Number(x.constant !== 0) : isInteger ? Math.trunc(x.constant) || 0 : x.constant;
    return x.graph.constant(value, x.shape, dtype);
  }
  return x.graph.apply('Cast', [x], x.shape, dtype, { to: ONNX_TYPES[dtype] });
}

/** Element types as onnx.proto numbers them (TensorProto.DataType). */
export const ONNX_TYPES = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const satisfies Record<DType, number>;
