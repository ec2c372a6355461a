/**
 * Keeps images with channels first wherever they go. tfjs has channels last and ONNX's windows channels first, so that every
 * convolution comes with two transpositions; here the order of axes is carried along instead, through element-wise operators,
 * reductions, reshapes, cuts and joins, and undone only where something else needs the program's own order. Kept like this,
 * what belongs to one channel is also contiguous, which broadcasts and reductions over an image are faster for.
 */
import type { Node, Value } from '../graph/value.ts';
import { transpose } from '../ops/views.ts';
import { inverse, isMoved, meant, unmoved, type Laid, type Order } from './laid.ts';
import { LAYOUT_RULES } from './layout-rules.ts';
import type { Pass, Program } from './program.ts';

/** Operators on images with channels first. */
const WINDOWS: ReadonlySet<string> = new Set(['Conv', 'ConvTranspose', 'MaxPool', 'AveragePool', 'Resize']);

export const channelsFirst: Pass = (program) => {
  const { graph, nodes, outputs } = program;
  if (!nodes.some(({ op }) => WINDOWS.has(op))) return program;
  const laid = new Map<Value, Laid>();
  for (const image of images(program)) {
    const order = channelsLastOrder(image.shape.length);
    laid.set(image, {
      kept: transpose(image, inverse(order)),
      order,
    });
  }
  const lookUp = (value: Value): Laid => laid.get(value) ?? unmoved(value);
  for (const node of nodes) {
    const operands = node.inputs.flatMap((value) => (value ? [lookUp(value)] : []));
    const results = carried(node, operands) ?? undone(node, lookUp);
    node.outputs.forEach((value, i) => laid.set(value, results[i] as Laid));
  }
  return { graph, nodes: graph.nodes, outputs: outputs.map((value) => meant(lookUp(value))) };
};

/** `[batch, channels, ...space]` is kept of `[batch, ...space, channels]`. */
const channelsLastOrder = (rank: number): number[] => [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1];

function carried(node: Node, operands: readonly Laid[]): readonly Laid[] | undefined {
  const [first] = operands;
  if (node.op === 'Transpose' && first && WINDOWS.has(first.kept.node?.op ?? '') && !isMoved(first.order))
    return [{ kept: first.kept, order: node.attributes['perm'] as Order }];
  return operands.some(({ order }) => isMoved(order)) ? LAYOUT_RULES[node.op]?.(node, operands) : undefined;
}

/** The operator on what its operands mean. */
function undone(node: Node, lookUp: (value: Value) => Laid): readonly Laid[] {
  const inputs = node.inputs.map((value) => value && meant(lookUp(value)));
  const { graph } = node.outputs[0] as Value;
  const results = inputs.every((value, i) => value === node.inputs[i])
    ? node.outputs
    : graph.applyMany(node.op, inputs, node.outputs, node.attributes);
  return results.map(unmoved);
}

/** Inputs that find their way to a convolution as its images (not as its filter) element by element. */
function images({ nodes }: Program): Set<Value> {
  const wanted = new Set<Value>();
  const found = new Set<Value>();
  for (const node of nodes.toReversed()) {
    const isWanted = node.outputs.some((value) => wanted.has(value));
    const sources = WINDOWS.has(node.op) ? node.inputs.slice(0, 1) : isWanted && node.op in LAYOUT_RULES ? node.inputs : [];
    for (const value of sources) {
      if (!value) continue;
      wanted.add(value);
      if (!value.node && value.constant === undefined && value.shape.length >= 4) found.add(value);
    }
  }
  return found;
}
