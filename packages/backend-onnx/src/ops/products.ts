/** Matrix products. Transposed operands and flat batches go into the product itself. */
import { backend_util } from '@tensorflow/tfjs-core';
import { madeBy, operand, sizeOf, type Value } from '../graph/value.ts';
import { cast, expand, reshape, swapLast, transpose, unspread } from './views.ts';

export function matMul(a: Value, b: Value, transposeA = false, transposeB = false): Value {
  if (a.dtype !== 'float32') return cast(matMul(cast(a, 'float32'), cast(b, 'float32'), transposeA, transposeB), a.dtype);
  if (a.shape.length === 2 && b.shape.length === 2) return gemm(a, b, transposeA, transposeB);
  const outer = backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const [rows, columns] = [a.shape.at(transposeA ? -1 : -2) as number, b.shape.at(transposeB ? -2 : -1) as number];
  const shape = [...outer, rows, columns];
  const isOneMatrix = sizeOf(b.shape.slice(0, -2)) === 1;
  if (isOneMatrix && (!transposeA || sizeOf(outer) === 1)) {
    const flat = transposeA ? reshape(a, a.shape.slice(-2)) : reshape(a, [sizeOf(a.shape.slice(0, -1)), a.shape.at(-1) as number]);
    return reshape(gemm(flat, reshape(b, b.shape.slice(-2)), transposeA, transposeB), shape);
  }
  const flip = (x: Value, needed: boolean): Value => (needed ? transpose(x, swapLast(x.shape.length)) : x);
  return a.graph.apply('MatMul', [flip(a, transposeA), flip(b, transposeB)], shape, 'float32');
}

/** op(a)·op(b) of two matrices; of one row where all rows of a are the same. */
export function gemm(a: Value, b: Value, transposeA = false, transposeB = false): Value {
  const [left, transA] = untransposed(a, transposeA);
  const [right, transB] = untransposed(b, transposeB);
  const shape = [left.shape[transA ? 1 : 0] as number, right.shape[transB ? 0 : 1] as number];
  const row = unspread(left);
  if (!transA && row !== left && sizeOf(row.shape) === left.shape[1])
    return expand(gemm(reshape(row, [1, sizeOf(row.shape)]), right, false, transB), shape);
  return a.graph.apply('Gemm', [left, right], shape, 'float32', { transA: Number(transA), transB: Number(transB) });
}

/** A matrix and whether it is to be transposed, without the transposition that made it. */
function untransposed(x: Value, transposed: boolean): [Value, boolean] {
  const flip = madeBy(x, 'Transpose');
  return flip ? [operand(flip, 0), !transposed] : [x, transposed];
}

/** Einstein summation of an explicit equation such as `ij,jk->ik`. */
export function einsum(equation: string, operands: readonly Value[]): Value {
  const [left = '', right = ''] = equation.replaceAll(' ', '').split('->');
  const sizes = new Map(
    left.split(',').flatMap((letters, i) => [...letters].map((letter, axis) => [letter, operands[i]?.shape[axis] as number] as const)),
  );
  const shape = [...right].map((letter) => sizes.get(letter) as number);
  const [first] = operands as [Value];
  return first.graph.apply('Einsum', operands, shape, first.dtype, { equation: `${left}->${right}` });
}
