import type { Node, Value } from '../graph/value.ts';
import type { Pass } from './program.ts';

/** Drops operators whose results nobody uses, walking backwards once. */
export const prune: Pass = ({ graph, nodes, outputs }) => {
  const needed = new Set<Value>(outputs);
  const kept: Node[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((value) => needed.has(value))) continue;
    kept.push(node);
    for (const value of node.inputs) if (value) needed.add(value);
  }
  return { graph, nodes: kept.reverse(), outputs };
};
