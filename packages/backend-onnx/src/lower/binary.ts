/** Functions of two elements, comparisons, logic and selection. */
import * as e from '../ops/elementwise.ts';
import { cast } from '../ops/views.ts';
import type { Value } from '../graph/value.ts';
import type { In, List, Rule, Rules } from './rule.ts';

type Two = In<'a' | 'b'>;

/** Arithmetic on truth values goes by way of whole numbers. */
const arithmetic =
  (f: (a: Value, b: Value) => Value): Rule =>
  ({ a, b }: Two) =>
    a.dtype === 'bool' ? cast(f(cast(a, 'int32'), cast(b, 'int32')), 'bool') : f(a, b);

const comparison =
  (f: (a: Value, b: Value) => Value): Rule =>
  ({ a, b }: Two) =>
    a.dtype === 'bool' ? f(cast(a, 'int32'), cast(b, 'int32')) : f(a, b);

const logic =
  (f: (a: Value, b: Value) => Value): Rule =>
  ({ a, b }: Two) =>
    f(cast(a, 'bool'), cast(b, 'bool'));

/** Whole numbers divide exactly in double precision, and a zero divisor is no crash there. */
const inDouble =
  (f: (a: Value, b: Value) => Value) =>
  (a: Value, b: Value): Value =>
    a.dtype === 'int32' ? cast(f(cast(a, 'float64'), cast(b, 'float64')), 'int32') : f(a, b);

const floorDiv = inDouble((a, b) => e.unary('Floor', e.div(a, b)));

/** tfjs's remainder takes the sign of the divisor. */
const mod = inDouble((a, b) => {
  const rest = e.fmod(a, b);
  const isSameSign = e.equal(e.less(a, 0), e.less(b, 0));
  return e.where(isSameSign, rest, e.fmod(e.add(rest, b), b));
});

/** The angle of the point (x, y) in (−π, π]. */
function atan2(y: Value, x: Value): Value {
  const angle = e.unary('Atan', e.div(y, x));
  const left = e.where(e.less(y, 0), e.sub(angle, Math.PI), e.add(angle, Math.PI));
  return e.where(e.greater(x, 0), angle, e.where(e.less(x, 0), left, e.mul(e.unary('Sign', y), Math.PI / 2)));
}

export const binary: Rules = {
  Add: arithmetic(e.add),
  Sub: arithmetic(e.sub),
  Multiply: arithmetic(e.mul),
  RealDiv: ({ a, b }: Two) => e.div(cast(a, 'float32'), cast(b, 'float32')),
  FloorDiv: ({ a, b }: Two) => cast(floorDiv(a, b), 'int32'),
  Mod: arithmetic(mod),
  Pow: arithmetic(e.pow),
  Maximum: arithmetic(e.max),
  Minimum: arithmetic(e.min),
  Atan2: arithmetic(atan2),
  SquaredDifference: arithmetic((a, b) => {
    const difference = e.sub(a, b);
    return e.mul(difference, difference);
  }),
  BitwiseAnd: ({ a, b }: Two) => e.bitwiseAnd(a, b),
  AddN: (inputs: List) => Object.values(inputs).reduce((total, x) => e.add(total, x)),
  Equal: comparison(e.equal),
  NotEqual: comparison((a, b) => e.not(e.equal(a, b))),
  Greater: comparison(e.greater),
  GreaterEqual: comparison(e.greaterOrEqual),
  Less: comparison(e.less),
  LessEqual: comparison(e.lessOrEqual),
  LogicalAnd: logic(e.and),
  LogicalOr: logic(e.or),
  Select: ({ condition, t, e: otherwise }: In<'condition' | 't' | 'e'>) => e.where(cast(condition, 'bool'), t, cast(otherwise, t.dtype)),
};
