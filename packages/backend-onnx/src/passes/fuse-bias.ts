/**
 * A bias added to a matrix product or convolution becomes its third operand: one pass over the result less.
 *
 *   Add(Gemm(a, b), c)           → Gemm(a, b, c)
 *   Add(Reshape(Gemm(a, b)), c)  → Reshape(Gemm(a, b, c)),  c a row
 *   Add(Conv(x, w), c)           → Conv(x, w, c),           c a number for each channel
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

  if (node.op === 'Conv' && node.inputs.length === 2 && isPerChannel(bias, result)) {
    const [vector, made] = asVector(bias);
    return [...made, { ...node, inputs: [...node.inputs, vector], outputs: add.outputs }];
  }
  const gemm = node.op === 'Reshape' && isOnlyUse(operand(node, 0)) ? madeBy(operand(node, 0), 'Gemm') : undefined;
  const last = result.shape.at(-1) as number;
  const isRow = sizeOf(bias.shape) === last && bias.shape.at(-1) === last;
  if (gemm?.inputs.length !== 2 || !isRow || operand(node, 0).shape[1] !== last) return undefined;
  const [vector, made] = asVector(bias);
  const { graph, shape, dtype } = operand(node, 0);
  const fused = graph.detached('Gemm', [...gemm.inputs, vector], [{ shape, dtype }], gemm.attributes);
  return [...made, fused, { ...node, inputs: [fused.outputs[0], ...node.inputs.slice(1)], outputs: add.outputs }];
}

/** `[…1, channels, 1, …]` beside `[batch, channels, …space]`. */
function isPerChannel({ shape }: Value, image: Value): boolean {
  const channelAxis = shape.length - image.shape.length + 1;
  return channelAxis >= 0 && shape.every((n, axis) => n === (axis === channelAxis ? image.shape[1] : 1));
}

/** A bias as a vector, and the operator that makes it one where it is not. */
function asVector(bias: Value): [Value, readonly Node[]] {
  const source = bias.node?.op === 'Reshape' ? operand(bias.node, 0) : bias;
  if (source.shape.length === 1) return [source, []];
  const { graph, dtype } = bias;
  const shape = [sizeOf(bias.shape)];
  const node = graph.detached('Reshape', [bias, graph.ints(shape)], [{ shape, dtype }]);
  return [node.outputs[0] as Value, [node]];
}
