/**
 * A shader binds eight tensors, or a few more, and ONNX Runtime's webgpu provider splits a tensor by one shader. A Split with many
 * results becomes a Split into stretches, and one of each stretch.
 */
import { operand, type Node, type Value } from '../graph/value.ts';
import type { Pass } from './program.ts';

/** Results of one Split: eight bindings, but for the operand's. */
const MOST = 7;

export const narrowSplits: Pass = (program) => ({
  ...program,
  nodes: program.nodes.flatMap((node) => (node.op === 'Split' ? narrow(node) : [node])),
});

function narrow(node: Node): Node[] {
  if (node.outputs.length <= MOST) return [node];
  const x = operand(node, 0);
  const axis = Number(node.attributes['axis'] ?? 0);
  const at = axis < 0 ? axis + x.shape.length : axis;
  const sizeOf = (value: Value): number => value.shape[at] as number;
  const stretch = MOST ** Math.ceil(Math.log(node.outputs.length) / Math.log(MOST) - 1);
  const stretches = Array.from({ length: Math.ceil(node.outputs.length / stretch) }, (_, i) =>
    node.outputs.slice(i * stretch, (i + 1) * stretch),
  );
  const sizes = stretches.map((values) => values.reduce((sum, value) => sum + sizeOf(value), 0));
  const shapes = sizes.map((size) => ({ shape: x.shape.map((n, i) => (i === at ? size : n)), dtype: x.dtype }));
  const whole = x.graph.detached('Split', [x, x.graph.ints(sizes)], shapes, { axis: at });
  const parts = stretches.flatMap((outputs, i): Node[] => {
    const inputs = [whole.outputs[i], x.graph.ints(outputs.map(sizeOf))];
    return narrow({ op: 'Split', inputs, attributes: { axis: at }, outputs });
  });
  return [whole, ...parts];
}
