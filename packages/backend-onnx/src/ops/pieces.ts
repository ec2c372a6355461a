/** Operators that cut tensors up, put them together and look elements up. */
import { madeBy, operand, sizeOf, type Node, type Shape, type Value } from '../graph/value.ts';
import { cast, expand, reshape } from './views.ts';

export function concat(parts: readonly Value[], axis: number): Value {
  const [first] = parts as [Value];
  if (parts.length === 1) return first;
  const length = parts.reduce((total, part) => total + (part.shape[axis] as number), 0);
  const shape = first.shape.map((n, i) => (i === axis ? length : n));
  return first.graph.apply('Concat', parts, shape, first.dtype, { axis });
}

export function split(x: Value, sizes: readonly number[], axis: number): readonly Value[] {
  if (sizes.length === 1) return [x];
  const results = sizes.map((size) => ({ shape: x.shape.map((n, i) => (i === axis ? size : n)), dtype: x.dtype }));
  return x.graph.applyMany('Split', [x, x.graph.ints(sizes)], results, { axis });
}

/** Elements start, start + step, … of every axis, `count` of them. */
export interface Cut {
  readonly start: number;
  readonly count: number;
  readonly step?: number;
}

export function slice(x: Value, cuts: readonly Cut[]): Value {
  const shape = cuts.map(({ count }) => count);
  const axes = cuts.flatMap(({ start, count, step = 1 }, i) => (start === 0 && step === 1 && count === x.shape[i] ? [] : [i]));
  if (axes.length === 0) return x;
  if (typeof x.constant === 'number') return x.graph.constant(x.constant, shape, x.dtype);
  const parted = madeBy(x, 'Split');
  if (parted) return slice(operand(parted, 0), inWhole(parted, x, cuts));
  const at = axes.map((axis) => cuts[axis] as Cut);
  const ends = at.map(({ start, count, step = 1 }) => (start + count * step < 0 ? BEFORE_ALL : start + count * step));
  const operands = [at.map(({ start }) => start), ends, axes, at.map(({ step = 1 }) => step)];
  return x.graph.apply('Slice', [x, ...operands.map((values) => x.graph.ints(values))], shape, x.dtype);
}

/** Cuts of one part of a split tensor, as cuts of the whole. */
function inWhole({ inputs, outputs, attributes }: Node, part: Value, cuts: readonly Cut[]): Cut[] {
  const [{ constant: sizes }] = inputs.slice(1) as [Value];
  const offset = [...(sizes as BigInt64Array)].slice(0, outputs.indexOf(part)).reduce((sum, size) => sum + Number(size), 0);
  return cuts.map((cut, axis) => (axis === attributes['axis'] ? { ...cut, start: cut.start + offset } : cut));
}

/** The end of a slice that runs backwards to the first element. */
const BEFORE_ALL = -(2 ** 31);

/** The whole of an axis. */
export const whole = (count: number): Cut => ({ start: 0, count });

export const reverse = (x: Value, axes: readonly number[]): Value =>
  slice(
    x,
    x.shape.map((count, axis) => (axes.includes(axis) && count > 1 ? { start: count - 1, count, step: -1 } : whole(count))),
  );

/** Constant padding: `[before, after]` of each axis. */
export function pad(x: Value, paddings: readonly (readonly [number, number])[], value = 0): Value {
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  const shape = x.shape.map((n, i) => n + (paddings[i]?.[0] ?? 0) + (paddings[i]?.[1] ?? 0));
  const widths = x.graph.ints([...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]);
  return x.graph.apply('Pad', [x, widths, x.graph.constant(value, [], x.dtype)], shape, x.dtype);
}

export function tile(x: Value, repeats: readonly number[]): Value {
  const shape = x.shape.map((n, i) => n * (repeats[i] as number));
  const isBroadcast = x.shape.every((n, i) => n === 1 || repeats[i] === 1);
  if (isBroadcast) return expand(x, shape);
  return x.graph.apply('Tile', [x, x.graph.ints(repeats)], shape, x.dtype);
}

/** Slices of x along an axis, one per index. */
export function gather(x: Value, indices: Value, axis: number): Value {
  const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
  return x.graph.apply('Gather', [x, indices], shape, x.dtype, { axis });
}

/** As `gather`, with indices that are known. */
export const pick = (x: Value, indices: readonly number[], axis: number): Value =>
  indices.length === x.shape[axis] && indices.every((index, i) => index === i) ? x : gather(x, x.graph.ints(indices), axis);

/** x with slices at `[…, depth]` indices replaced or added to. */
export function scatter(x: Value, indices: Value, updates: Value, reduction: 'none' | 'add'): Value {
  return x.graph.apply('ScatterND', [x, cast(indices, 'int64'), updates], x.shape, x.dtype, { reduction });
}

/** Sums updates into a vector of zeros at flat positions. */
export function scatterFlat(size: number, positions: Value, updates: Value): Value {
  const flat = (value: Value): Value => reshape(value, [sizeOf(value.shape)]);
  const zeros = updates.graph.constant(0, [size], updates.dtype);
  return updates.graph.apply('ScatterElements', [zeros, flat(positions), flat(updates)], [size], updates.dtype, {
    axis: 0,
    reduction: 'add',
  });
}

export function gatherSlices(x: Value, indices: Value): Value {
  const depth = indices.shape.at(-1) as number;
  const shape: Shape = [...indices.shape.slice(0, -1), ...x.shape.slice(depth)];
  return x.graph.apply('GatherND', [x, cast(indices, 'int64')], shape, x.dtype);
}
