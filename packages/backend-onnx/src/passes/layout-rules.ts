/**
 * What operators that look at axes one by one do with operands in another order: the same along other axes, so that the order
 * stays and no element moves. A rule answers undefined where the order has to be undone first.
 */
import { sameShape, type Attributes, type Node, type Value } from '../graph/value.ts';
import { reshape } from '../ops/views.ts';
import { inverse, isMoved, keptIn, keptShape, type Laid, type Order } from './laid.ts';
import { regroup } from './regroup.ts';

/** @param operands of the node, the absent ones left out */
export type LayoutRule = (node: Node, operands: readonly Laid[]) => readonly Laid[] | undefined;

const resultOf = (node: Node): Value => node.outputs[0] as Value;

const numbers = ({ constant }: Value): number[] => [...(constant as BigInt64Array)].map(Number);

/** The operator on operands in the given order. */
function inOrder(node: Node, inputs: readonly Value[], order: Order, attributes: Attributes = node.attributes): readonly Laid[] {
  const results = node.outputs.map(({ shape, dtype }) => ({ shape: keptShape(shape, order), dtype }));
  const { graph } = resultOf(node);
  return graph.applyMany(node.op, inputs, results, attributes).map((kept) => ({ kept, order }));
}

/** Every element by itself, with broadcasting: all operands follow the first that has the shape of the result. */
const elementwise: LayoutRule = (node, operands) => {
  const { shape } = resultOf(node);
  const leader = operands.find(
    ({ kept, order }) => isMoved(order) && order.length === shape.length && sameShape(kept.shape, keptShape(shape, order)),
  );
  if (!leader) return undefined;
  return inOrder(
    node,
    operands.map((operand) => keptIn(operand, leader.order)),
    leader.order,
  );
};

/** Axes given as the second operand; those that stay close up where the others vanish. */
const reduction: LayoutRule = (node, [x, axes]) => {
  const { kept, order } = x as Laid;
  const reduced = numbers((axes as Laid).kept);
  const along = kept.graph.ints(reduced.map((axis) => order[axis] as number).toSorted((a, b) => a - b));
  if (node.attributes['keepdims'] === 1) return inOrder(node, [kept, along], order);
  const left = order.filter((_, axis) => !reduced.includes(axis));
  const closed = left.map((axis) => left.filter((other) => other < axis).length);
  return inOrder(node, [kept, along], closed);
};

/** One axis as an attribute. */
const alongAxis: LayoutRule = (node, operands) => {
  const order = operands.find((operand) => isMoved(operand.order))?.order as Order;
  const axis = order[node.attributes['axis'] as number] as number;
  const inputs = node.op === 'Concat' ? operands.map((operand) => keptIn(operand, order)) : operands.map(({ kept }) => kept);
  return inOrder(node, inputs, order, { ...node.attributes, axis });
};

/** A list with one entry an axis as the second operand, twice over for paddings. */
const everyAxis: LayoutRule = (node, [x, list, ...rest]) => {
  const { kept, order } = x as Laid;
  const values = numbers((list as Laid).kept);
  if (values.length % order.length !== 0) return undefined;
  const parts = Array.from({ length: values.length / order.length }, (_, i) => values.slice(i * order.length, (i + 1) * order.length));
  const moved = kept.graph.ints(parts.flatMap((part) => keptShape(part, order)));
  return inOrder(node, [kept, moved, ...rest.map((operand) => operand.kept)], order);
};

const slice: LayoutRule = (node, [x, starts, ends, axes, steps]) => {
  const { kept, order } = x as Laid;
  const moved = kept.graph.ints(numbers((axes as Laid).kept).map((axis) => order[axis] as number));
  return inOrder(node, [kept, (starts as Laid).kept, (ends as Laid).kept, moved, (steps as Laid).kept], order);
};

const transposition: LayoutRule = (node, [x]) => {
  const { kept, order } = x as Laid;
  return [{ kept, order: (node.attributes['perm'] as Order).map((axis) => order[axis] as number) }];
};

const reshaping: LayoutRule = (node, [x]) => {
  const { kept, order } = x as Laid;
  const { shape } = resultOf(node);
  const regrouped = regroup(keptShape(kept.shape, inverse(order)), order, shape);
  return regrouped && [{ kept: reshape(kept, keptShape(shape, regrouped)), order: regrouped }];
};

const all = (ops: readonly string[], rule: LayoutRule): Record<string, LayoutRule> => Object.fromEntries(ops.map((op) => [op, rule]));

export const LAYOUT_RULES: Readonly<Record<string, LayoutRule>> = {
  ...all(['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Max', 'Min', 'Mod', 'Where', 'Clip', 'Cast', 'Identity'], elementwise),
  ...all(['Less', 'LessOrEqual', 'Greater', 'GreaterOrEqual', 'Equal', 'And', 'Or', 'Not', 'BitwiseAnd'], elementwise),
  ...all(['Abs', 'Neg', 'Sign', 'Floor', 'Ceil', 'Round', 'Sqrt', 'Reciprocal', 'Exp', 'Log', 'Relu', 'Sigmoid', 'Tanh'], elementwise),
  ...all(['Erf', 'Softplus', 'Sin', 'Cos'], elementwise),
  ...all(['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceProd'], reduction),
  ...all(['Concat', 'Split'], alongAxis),
  ...all(['Pad', 'Expand', 'Tile'], everyAxis),
  Slice: slice,
  Transpose: transposition,
  Reshape: reshaping,
};
