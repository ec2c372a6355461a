/**
 * Columns cut from a matrix product are a product with fewer columns: Slice(Gemm(a, b)) → Gemm(a, Slice(b)), where nothing else uses
 * the whole product. The exact trace of a Jacobian takes one column of each product.
 */
import { madeBy, operand, type Node, type Value } from '../graph/value.ts';
import { countUses, type Pass } from './program.ts';

export const cutProducts: Pass = (program) => {
  const uses = countUses(program);
  const nodes = program.nodes.flatMap((node) => {
    if (node.op !== 'Slice' || uses.get(operand(node, 0)) !== 1) return [node];
    const product = madeBy(operand(node, 0), 'Gemm');
    const axes = [...(operand(node, 3).constant as BigInt64Array)];
    return product && axes.join() === '1' ? fewerColumns(product, node) : [node];
  });
  return { ...program, nodes };
};

function fewerColumns(product: Node, cut: Node): Node[] {
  const [left, right] = product.inputs as [Value, Value];
  const [result] = cut.outputs as [Value];
  const { graph, dtype } = result;
  const [columns, inner] = [result.shape[1] as number, left.shape[product.attributes['transA'] === 1 ? 0 : 1] as number];
  const isFlipped = product.attributes['transB'] === 1;
  const [, starts, ends, , steps] = cut.inputs;
  const shape = isFlipped ? [columns, inner] : [inner, columns];
  const part = graph.detached('Slice', [right, starts, ends, graph.ints([isFlipped ? 0 : 1]), steps], [{ shape, dtype }]);
  if (!isFlipped || columns > 1) return [part, { ...product, inputs: [left, part.outputs[0]], outputs: cut.outputs }];
  const column = graph.detached('Reshape', [part.outputs[0], graph.ints([inner, 1])], [{ shape: [inner, 1], dtype }]);
  const attributes = { ...product.attributes, transB: 0 };
  return [part, column, { ...product, inputs: [left, column.outputs[0]], outputs: cut.outputs, attributes }];
}
