/**
 * The sum of a matrix's rows as a row of ones times the matrix, which ONNX Runtime does in half the time on a processor:
 * ReduceSum(x, axis 0) → Reshape(Gemm(1, x)).
 */
import { operand, type Node, type Value } from '../graph/value.ts';
import type { Pass } from './program.ts';

export const columnSums: Pass = (program) => ({
  ...program,
  nodes: program.nodes.flatMap((node) => (isColumnSum(node) ? asProduct(node) : [node])),
});

function isColumnSum(node: Node): boolean {
  if (node.op !== 'ReduceSum') return false;
  const { shape, dtype } = operand(node, 0);
  const axes = [...(operand(node, 1).constant as BigInt64Array)];
  return shape.length === 2 && dtype === 'float32' && axes.join() === '0';
}

function asProduct(sum: Node): Node[] {
  const x = operand(sum, 0);
  const [result] = sum.outputs as [Value];
  const [rows, columns] = x.shape as [number, number];
  const row = [1, columns];
  const ones = x.graph.constant(1, [1, rows], 'float32');
  const product = x.graph.detached('Gemm', [ones, x], [{ shape: row, dtype: 'float32' }], { transA: 0, transB: 0 });
  return [product, { op: 'Reshape', inputs: [product.outputs[0], x.graph.ints(result.shape)], attributes: {}, outputs: sum.outputs }];
}
