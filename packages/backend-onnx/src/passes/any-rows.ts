/**
 * One program for any number of rows, from recordings with two different numbers of them. Where only a Reshape's or an Expand's shape
 * sets the two apart, in one axis, that axis is left to the operator: −1 lets Reshape find its length, and 1 lets Expand keep it.
 */
import { operand, type Node } from '../graph/value.ts';
import type { Program } from './program.ts';

/** The same recordings with such shapes; what else depends on the number of rows still does. */
export const anyRows = (one: Program, other: Program): [Program, Program] => [freed(one, other), freed(other, one)];

const freed = (program: Program, other: Program): Program => ({
  ...program,
  nodes: program.nodes.map((node, i) => withoutRows(node, other.nodes[i])),
});

function withoutRows(node: Node, other: Node | undefined): Node {
  const [ours, theirs] = [node, other].map((each) => each && shapeOf(each));
  if (!ours || !theirs || ours.length !== theirs.length || node.op !== other?.op) return node;
  const apart = ours.flatMap((n, axis) => (n === theirs[axis] ? [] : [axis]));
  const [axis] = apart;
  const x = operand(node, 0);
  if (axis === undefined || apart.length > 1) return node;
  if (node.op === 'Expand' && (x.shape.length !== ours.length || x.shape[axis] !== ours[axis])) return node;
  const free = ours.map((n, i) => (i === axis ? FREE[node.op] : n) as number);
  return { ...node, inputs: [x, x.graph.ints(free)] };
}

const FREE: Readonly<Record<string, number>> = { Reshape: -1, Expand: 1 };

/** The shape that a node is told; undefined for other operators. */
function shapeOf({ op, inputs }: Node): readonly number[] | undefined {
  const shape = inputs[1]?.constant;
  return op in FREE && shape instanceof BigInt64Array ? Array.from(shape, Number) : undefined;
}
