import { type Shape, type Value } from '../graph/value.ts';
import { reshape, transpose } from '../ops/views.ts';

/** Axis i of what a program means is axis `order[i]` of what is kept. */
export type Order = readonly number[];

/** A value in another order of axes than the program's: the program means `transpose(kept, order)`. */
export interface Laid {
  readonly kept: Value;
  readonly order: Order;
}

export const inverse = (order: Order): number[] => order.map((_, axis) => order.indexOf(axis));

/** Whether axes are elsewhere than in the program. */
export const isMoved = (order: Order): boolean => order.some((axis, i) => axis !== i);

/** The program's own order. */
export const unmoved = (value: Value): Laid => ({ kept: value, order: [...value.shape.keys()] });

/** What the program means, in its own order. */
export const meant = ({ kept, order }: Laid): Value => transpose(kept, order);

/** The shape that is kept of a value of the given shape. */
export const keptShape = (shape: Shape, order: Order): number[] => inverse(order).map((axis) => shape[axis] as number);

/** The operand as it is kept in the given order, with leading axes of one element where it has fewer; numbers stay as they are. */
export function keptIn(operand: Laid, order: Order): Value {
  const isSame = operand.order.length === order.length && operand.order.every((axis, i) => axis === order[i]);
  if (isSame) return operand.kept;
  const value = meant(operand);
  if (value.shape.length === 0) return value;
  const filled = reshape(value, [...Array<number>(order.length - value.shape.length).fill(1), ...value.shape]);
  return transpose(filled, inverse(order));
}
