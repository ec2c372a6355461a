import { sizeOf, type Shape } from '../graph/value.ts';
import type { Order } from './laid.ts';

/** Neighbouring axes before and after a reshape that hold the same elements. */
interface Group {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * The smallest groups in which one shape becomes the other, e.g. `[8, 4, 6] → [32, 2, 3]` as {0, 1} → {0} and {2} → {1, 2}.
 * Axes of one element are nowhere before, and with the axis in front of them afterwards.
 */
function groups(shape: Shape, to: Shape): Group[] {
  const axes = [...shape.keys()].filter((axis) => shape[axis] !== 1);
  const found: Group[] = [];
  let [i, j] = [0, 0];
  while (i < axes.length || j < to.length) {
    const group = { from: [] as number[], to: [] as number[] };
    let [left, right] = [1, 1];
    do {
      if (left <= right && i < axes.length) {
        left *= shape[axes[i] as number] as number;
        group.from.push(axes[i++] as number);
      } else {
        right *= to[j] as number;
        group.to.push(j++);
      }
    } while (left !== right);
    while (to[j] === 1) group.to.push(j++);
    found.push(group);
  }
  return found;
}

/**
 * The order after a reshape: axes that are split or joined must be neighbours as they are kept, and then stay where they are.
 * @returns undefined where they are not, so that elements would have to move
 */
export function regroup(shape: Shape, order: Order, to: Shape): Order | undefined {
  if (sizeOf(shape) === 0) return undefined;
  const parts = groups(shape, to);
  const isTogether = parts.every(({ from }) => from.every((axis, i) => i === 0 || isBehind(axis, from[i - 1] as number)));
  if (!isTogether) return undefined;
  const place = ({ from }: Group): number => (from.length > 0 ? (order[from[0] as number] as number) : shape.length);
  const asKept = parts.toSorted((a, b) => place(a) - place(b)).flatMap((part) => part.to);
  return to.map((_, axis) => asKept.indexOf(axis));

  /** Whether nothing but axes of one element is kept between two axes. */
  function isBehind(axis: number, previous: number): boolean {
    const [start, end] = [order[previous] as number, order[axis] as number];
    return start < end && order.every((at, other) => at <= start || at >= end || shape[other] === 1);
  }
}
