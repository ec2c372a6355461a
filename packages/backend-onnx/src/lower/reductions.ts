/** Reductions, softmax and scans along an axis. */
import * as tf from '@tensorflow/tfjs-core';
import { mul } from '../ops/elementwise.ts';
import { pad, slice, whole } from '../ops/pieces.ts';
import { argument, reduce, softmax, type Reduction } from '../ops/reduce.ts';
import { cast, reshape } from '../ops/views.ts';
import { sizeOf, type Value } from '../graph/value.ts';
import type { In, Rule, Rules } from './rule.ts';

interface ReduceAttributes {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

export const axesOf = (axis: number | readonly number[] | null | undefined, x: Value): number[] =>
  tf.util.parseAxisParam((axis ?? undefined) as number | number[], [...x.shape]);

const reduction =
  (op: Reduction, retype: (x: Value) => Value = (x) => x): Rule =>
  ({ x }: In<'x'>, { axis, reductionIndices, keepDims }: ReduceAttributes) =>
    reduce(op, retype(x), axesOf(axis ?? reductionIndices, x), keepDims);

const numeric = (x: Value): Value => (x.dtype === 'bool' ? cast(x, 'int32') : x);

const truth =
  (op: Reduction): Rule =>
  ({ x }: In<'x'>, { axis, keepDims }: ReduceAttributes) =>
    cast(reduce(op, cast(x, 'int32'), axesOf(axis, x), keepDims), 'bool');

const position =
  (op: 'ArgMax' | 'ArgMin'): Rule =>
  ({ x }: In<'x'>, { axis }: { axis: number }) =>
    argument(op, numeric(x), axesOf(axis, x)[0] as number);

function cumulativeSum({ x }: In<'x'>, { axis, exclusive, reverse }: tf.CumsumAttrs): Value {
  const operand = numeric(x);
  const at = operand.graph.constant(axesOf(axis, x)[0] as number, [], 'int32');
  return operand.graph.apply('CumSum', [operand, at], x.shape, operand.dtype, { exclusive: Number(exclusive), reverse: Number(reverse) });
}

/** Products of 1, 2, 4, … neighbours (Hillis and Steele), in ⌈log₂ n⌉ multiplications; ONNX has no CumProd. */
function cumulativeProduct({ x }: In<'x'>, { axis, exclusive, reverse }: tf.CumprodAttrs): Value {
  const at = axesOf(axis, x)[0] as number;
  const count = x.shape[at] as number;
  const shifted = (value: Value, by: number): Value => {
    const widths = value.shape.map((_, i): [number, number] => (i === at ? (reverse ? [0, by] : [by, 0]) : [0, 0]));
    const cuts = value.shape.map((n, i) => (i === at ? { start: reverse ? by : 0, count } : whole(n)));
    return slice(pad(value, widths, 1), cuts);
  };
  let product = exclusive ? shifted(x, 1) : x;
  for (let by = 1; by < count; by *= 2) product = mul(product, shifted(product, by));
  return product;
}

function topK({ x }: In<'x'>, { k, sorted }: tf.TopKAttrs): readonly Value[] {
  const shape = [...x.shape.slice(0, -1), k];
  const results = [
    { shape, dtype: x.dtype },
    { shape, dtype: 'int64' },
  ] as const;
  const [values, indices] = x.graph.applyMany('TopK', [x, x.graph.ints([k])], results, {
    axis: x.shape.length - 1,
    largest: 1,
    sorted: Number(sorted),
  });
  return [values as Value, cast(indices as Value, 'int32')];
}

/** Counts of whole numbers below `size`, or sums of weights. */
function bincount(x: Value, weights: Value, size: number): Value {
  const graph = x.graph;
  const hot = graph.apply(
    'Equal',
    [
      reshape(x, [...x.shape, 1]),
      graph.constant(
        Int32Array.from({ length: size }, (_, i) => i),
        [size],
        'int32',
      ),
    ],
    [...x.shape, size],
    'bool',
  );
  const isCount = sizeOf(weights.shape) === 0;
  const marks = cast(hot, weights.dtype);
  const counts = isCount ? marks : mul(marks, reshape(weights, [...x.shape, 1]));
  return reduce('ReduceSum', counts, [x.shape.length - 1]);
}

export const reductions: Rules = {
  Sum: reduction('ReduceSum', numeric),
  Mean: reduction('ReduceMean', (x) => cast(x, 'float32')),
  Max: reduction('ReduceMax'),
  Min: reduction('ReduceMin'),
  Prod: reduction('ReduceProd', numeric),
  All: truth('ReduceMin'),
  Any: truth('ReduceMax'),
  ArgMax: position('ArgMax'),
  ArgMin: position('ArgMin'),
  Softmax: ({ logits }: In<'logits'>, { dim }: { dim: number }) =>
    softmax('Softmax', cast(logits, 'float32'), axesOf(dim, logits)[0] as number),
  LogSoftmax: ({ logits }: In<'logits'>, { axis }: { axis: number }) =>
    softmax('LogSoftmax', cast(logits, 'float32'), axesOf(axis, logits)[0] as number),
  Cumsum: cumulativeSum,
  Cumprod: cumulativeProduct,
  TopK: topK,
  Bincount: ({ x, weights }: In<'x' | 'weights'>, { size }: { size: number }) => bincount(x, weights, size),
  DenseBincount: ({ x, weights }: In<'x' | 'weights'>, { size }: { size: number }) => bincount(x, weights, size),
};
