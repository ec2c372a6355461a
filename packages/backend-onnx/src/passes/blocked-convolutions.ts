/**
 * Convolutions on channels in blocks as wide as the processor's registers (NCHWc; Liu et al. 2019, arXiv 1809.02697), by operators
 * that ONNX Runtime has for itself. Images are put in blocks before and back in order behind; filters are put in blocks from the
 * order in which they were before they were transposed, so that their elements move once.
 */
import { madeBy, operand, type Attributes, type Node, type Value } from '../graph/value.ts';
import type { Pass } from './program.ts';

const DOMAIN = 'com.microsoft.nchwc';

/** @param block channels in a block; 1 where the processor has none */
export const blockedConvolutions =
  (block: number): Pass =>
  (program) => {
    if (block === 1) return program;
    const images = new Map<Value, Value>();
    const nodes = program.nodes.flatMap((node) => (isSuited(node, block) ? blocked(node, block, images) : [node]));
    return { ...program, nodes };
  };

/** Two axes, whole blocks of channels, and one group. */
const isSuited = ({ op, inputs: [x, filter], attributes }: Node, block: number): boolean =>
  op === 'Conv' &&
  x?.shape.length === 4 &&
  attributes['group'] === undefined &&
  [x.shape[1], filter?.shape[0]].every((channels) => (channels as number) % block === 0);

/** @param images those that are in blocks already */
function blocked(conv: Node, block: number, images: Map<Value, Value>): Node[] {
  const [x, filter, ...bias] = conv.inputs as [Value, Value, ...Value[]];
  const [result] = conv.outputs as [Value];
  const known = images.get(x);
  const reorder = known ? [] : [toBlocks(x)];
  const image = known ?? resultOf(reorder);
  images.set(x, image);
  const weights = filterInBlocks(filter, block);
  const product = own('Conv', [image, resultOf(weights), ...bias], result, conv.attributes);
  const back = own('ReorderOutput', product.outputs, result, { channels: result.shape[1] as number });
  return [...reorder, ...weights, product, { ...back, outputs: conv.outputs }];
}

export const toBlocks = (image: Value): Node => own('ReorderInput', [image], image);

const resultOf = (nodes: readonly Node[]): Value => nodes.at(-1)?.outputs[0] as Value;

function own(op: string, inputs: readonly Value[], { graph, shape, dtype }: Value, attributes: Attributes = {}): Node {
  return { ...graph.detached(op, inputs, [{ shape, dtype }], attributes), domain: DOMAIN };
}

/** `[out / block, in / block, height, width, block of in, block of out]`, under the shape `[out, in, height, width]`. */
function filterInBlocks(filter: Value, block: number): Node[] {
  const { graph, dtype } = filter;
  const flip = madeBy(filter, 'Transpose');
  const [source, order] = flip ? [operand(flip, 0), flip.attributes['perm'] as readonly number[]] : [filter, [0, 1, 2, 3]];
  const [to, from, height, width] = order as [number, number, number, number];
  const split = source.shape.flatMap((n, axis) => (axis === to || axis === from ? [n / block, block] : [n]));
  const place = (axis: number): number => axis + [to, from].filter((other) => other < axis).length;
  const perm = [place(to), place(from), place(height), place(width), place(from) + 1, place(to) + 1];
  const apart = graph.detached('Reshape', [source, graph.ints(split)], [{ shape: split, dtype }]);
  const moved = graph.detached('Transpose', apart.outputs, [{ shape: perm.map((axis) => split[axis] as number), dtype }], { perm });
  return [apart, moved, graph.detached('Reshape', [...moved.outputs, graph.ints(filter.shape)], [filter])];
}
