/**
 * Element-wise operators with broadcasting. A plain number is a constant of the other operand's type. Arithmetic on
 * constants is done here; neutral elements vanish; what is spread out by broadcasting is computed on before it is.
 */
import { backend_util } from '@tensorflow/tfjs-core';
import { madeBy, operand, sameShape, sizeOf, type DType, type Value } from '../graph/value.ts';
import { cast, expand, unspread } from './views.ts';

export type Operand = Value | number;

export const unary = (op: string, x: Value, dtype: DType = x.dtype): Value => {
  const folded = typeof x.constant === 'number' ? FOLD_UNARY[op]?.(x.constant) : undefined;
  const small = unspread(x);
  if (small !== x) return expand(unary(op, small, dtype), x.shape);
  return folded === undefined ? x.graph.apply(op, [x], x.shape, dtype) : x.graph.constant(rounded(folded, dtype), x.shape, dtype);
};

const FOLD_UNARY: Readonly<Record<string, (x: number) => number>> = {
  Neg: (x) => -x,
  Sqrt: Math.sqrt,
  Exp: Math.exp,
  Log: Math.log,
  Abs: Math.abs,
};

const FOLD: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Max: Math.max,
  Min: Math.min,
};

/** Right-hand operands that change nothing. */
const NEUTRAL: Readonly<Record<string, number>> = { Add: 0, Sub: 0, Mul: 1, Div: 1 };
const COMMUTATIVE: ReadonlySet<string> = new Set(['Add', 'Mul']);

const rounded = (value: number, dtype: DType): number => (dtype === 'float32' ? Math.fround(value) : dtype === 'int32' ? value | 0 : value);

function binary(op: string, left: Operand, right: Operand, result?: DType): Value {
  const [a, b] = asValues(left, right);
  const shape = backend_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]);
  const dtype = result ?? a.dtype;
  const fold = FOLD[op];
  if (fold && typeof a.constant === 'number' && typeof b.constant === 'number' && !(op === 'Div' && dtype === 'int32'))
    return a.graph.constant(rounded(fold(a.constant, b.constant), dtype), shape, dtype);
  const neutral = NEUTRAL[op];
  if (neutral !== undefined && b.constant === neutral) return expand(a, shape);
  if (neutral !== undefined && COMMUTATIVE.has(op) && a.constant === neutral) return expand(b, shape);
  const [small, other] = [unspread(a), unspread(b)];
  if (small !== a || other !== b) return expand(binary(op, small, other, dtype), shape);
  const product = op === 'Mul' ? (scaled(a, b) ?? scaled(b, a)) : undefined;
  return product ?? a.graph.apply(op, [asScalar(a, b, shape), asScalar(b, a, shape)], shape, dtype);
}

/** A constant factor of a larger operand goes to the smaller one: s·(c·x) = (s·c)·x. */
function scaled(small: Value, large: Value): Value | undefined {
  const isSmall = typeof small.constant === 'number' || sizeOf(small.shape) < sizeOf(large.shape);
  if (!isSmall || small.dtype !== 'float32') return undefined;
  const product = madeBy(large, 'Mul');
  const at = product?.inputs.findIndex((value) => typeof value?.constant === 'number') ?? -1;
  return product && at >= 0 ? mul(operand(product, 1 - at), mul(small, operand(product, at))) : undefined;
}

/** A constant of one number need not be spread out where the other operand has the full shape. */
function asScalar(x: Value, other: Value, shape: readonly number[]): Value {
  const isSpread = typeof x.constant === 'number' && x.shape.length > 0 && sameShape(other.shape, shape);
  return isSpread ? x.graph.constant(x.constant, [], x.dtype) : x;
}

function asValues(a: Operand, b: Operand): [Value, Value] {
  if (typeof a !== 'number') return [a, typeof b === 'number' ? scalar(a, b) : b];
  if (typeof b === 'number') throw new TypeError('one operand must be a value');
  return [scalar(b, a), b];
}

/** A constant of the type of another value. */
const scalar = (like: Value, value: number, dtype = like.dtype): Value => like.graph.constant(rounded(value, dtype), [], dtype);

export const add = (a: Operand, b: Operand): Value => binary('Add', a, b);
export const sub = (a: Operand, b: Operand): Value => binary('Sub', a, b);
export const mul = (a: Operand, b: Operand): Value => binary('Mul', a, b);
export const div = (a: Operand, b: Operand): Value => binary('Div', a, b);
export const pow = (a: Operand, b: Operand): Value => binary('Pow', a, b);
export const max = (a: Operand, b: Operand): Value => binary('Max', a, b);
export const min = (a: Operand, b: Operand): Value => binary('Min', a, b);
export const exp = (x: Value): Value => unary('Exp', x);
export const neg = (x: Value): Value => unary('Neg', x);
export const sqrt = (x: Value): Value => unary('Sqrt', x);

/** Elements within bounds; others are the nearest bound. */
export const clip = (x: Value, low: number, high: number): Value =>
  x.graph.apply('Clip', [x, scalar(x, low), scalar(x, high)], x.shape, x.dtype);

/** The remainder that keeps the dividend's sign, as C's fmod. */
export function fmod(left: Value, right: Value): Value {
  const shape = backend_util.assertAndGetBroadcastShape([...left.shape], [...right.shape]);
  return left.graph.apply('Mod', [left, right], shape, left.dtype, { fmod: 1 });
}

export const bitwiseAnd = (a: Operand, b: Operand): Value => binary('BitwiseAnd', a, b);
export const less = (a: Operand, b: Operand): Value => binary('Less', a, b, 'bool');
export const lessOrEqual = (a: Operand, b: Operand): Value => binary('LessOrEqual', a, b, 'bool');
export const greater = (a: Operand, b: Operand): Value => binary('Greater', a, b, 'bool');
export const greaterOrEqual = (a: Operand, b: Operand): Value => binary('GreaterOrEqual', a, b, 'bool');
export const equal = (a: Operand, b: Operand): Value => binary('Equal', a, b, 'bool');
export const and = (a: Value, b: Value): Value => binary('And', a, b, 'bool');
export const or = (a: Value, b: Value): Value => binary('Or', a, b, 'bool');
export const not = (x: Value): Value => unary('Not', x);

/** Elements of `yes` where the condition holds, of `no` elsewhere; all three broadcast. */
export function where(condition: Value, left: Operand, right: Operand): Value {
  const [yes, no] = asValues(left, right);
  if (yes.dtype === 'bool') return cast(where(condition, cast(yes, 'int32'), cast(no, 'int32')), 'bool');
  const both = backend_util.assertAndGetBroadcastShape([...yes.shape], [...no.shape]);
  const shape = backend_util.assertAndGetBroadcastShape([...condition.shape], both);
  return yes.graph.apply('Where', [condition, asScalar(yes, condition, shape), asScalar(no, condition, shape)], shape, yes.dtype);
}
