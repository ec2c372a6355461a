import type { Value } from '../graph/value.ts';
import type { Pass } from './program.ts';

/** Results that are inputs, constants or one another are copied: every result of a program has a buffer of its own. */
export const distinctOutputs: Pass = ({ graph, nodes, outputs }) => {
  const seen = new Set<Value>();
  const made = new Set(nodes.flatMap((node) => node.outputs));
  const copies = outputs.map((value) => {
    if (made.has(value) && !seen.has(value)) {
      seen.add(value);
      return value;
    }
    return graph.detached('Identity', [value], [value]).outputs[0] as Value;
  });
  const extra = copies.flatMap((value, i) => (value === outputs[i] ? [] : value.node ? [value.node] : []));
  return { graph, nodes: [...nodes, ...extra], outputs: copies };
};
