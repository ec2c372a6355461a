/**
 * A bias added to a matrix product or convolution becomes its third operand: one pass over the result less.
 *
 *   Add(Gemm(a, b), c)                           → Gemm(a, b, c)
 *   Add(Reshape(Gemm(a, b)), c)                  → Reshape(Gemm(a, b, c)),    c a row
 *   Add(Transpose(Conv(x, w), channels last), c) → Transpose(Conv(x, w, c)),  c a row
 */
import { madeBy, operand, sizeOf, type Node, type Value } from '../graph/value.ts';
import { countUses, type Pass } from './program.ts';

export const fuseBias: Pass = (program) => {
  const uses = countUses(program);
  const isOnlyUse = (value: Value): boolean => uses.get(value) === 1;
  const nodes = program.nodes.flatMap((node): readonly Node[] => {
    if (node.op !== 'Add') return [node];
    const [a, b] = [operand(node, 0), operand(node, 1)];
    return fuse(node, a, b, isOnlyUse) ?? fuse(node, b, a, isOnlyUse) ?? [node];
  });
  return { ...program, nodes };
};

/** The operators that take the place of `add`, ending in its own result; undefined where it has to stay. */
function fuse(add: Node, product: Value, bias: Value, isOnlyUse: (value: Value) => boolean): readonly Node[] | undefined {
  const result = add.outputs[0] as Value;
  const node = product.node;
  if (!node || !isOnlyUse(product) || product.shape.join() !== result.shape.join()) return undefined;
  if (node.op === 'Gemm' && node.inputs.length === 2 && bias.shape.length <= 2)
    return [{ ...node, inputs: [...node.inputs, bias], outputs: add.outputs }];

  const last = result.shape.at(-1) as number;
  const isRow = sizeOf(bias.shape) === last && bias.shape.at(-1) === last;
  const view = node.op === 'Reshape' || node.op === 'Transpose' ? operand(node, 0) : undefined;
  if (!isRow || !view || !isOnlyUse(view)) return undefined;
  const inner = madeBy(view, node.op === 'Reshape' ? 'Gemm' : 'Conv');
  const channels = view.shape[node.op === 'Reshape' ? view.shape.length - 1 : 1];
  const keepsChannels = node.op === 'Reshape' || (node.attributes['perm'] as readonly number[]).at(-1) === 1;
  if (inner?.inputs.length !== 2 || channels !== last || !keepsChannels) return undefined;
  return withRow(add, node, inner, bias);
}

function withRow(add: Node, view: Node, inner: Node, bias: Value): readonly Node[] {
  const { graph, shape, dtype } = inner.outputs[0] as Value;
  const flat = graph.detached('Reshape', [bias, graph.ints([sizeOf(bias.shape)])], [{ shape: [sizeOf(bias.shape)], dtype }]);
  const isFlat = bias.shape.length === 1;
  const row = isFlat ? bias : (flat.outputs[0] as Value);
  const fused = graph.detached(inner.op, [...inner.inputs, row], [{ shape, dtype }], inner.attributes);
  const final: Node = { ...view, inputs: [fused.outputs[0], ...view.inputs.slice(1)], outputs: add.outputs };
  return isFlat ? [fused, final] : [flat, fused, final];
}
