/**
 * Sines and cosines to the accuracy of single precision where a shader's own are rough: WGSL asks for an absolute error of 2⁻¹¹ within
 * ±π and for nothing outside. Sin(x) → (−1)ᵏ·sin r with k = round(x/π), r = x − k·π; Cos(x) is sin of x/π + ½ half turns. π comes in
 * three parts of few digits (Cody and Waite 1980), sin r as Taylor's polynomial of degree 13.
 */
import { operand, type Node, type Value } from '../graph/value.ts';
import type { Pass } from './program.ts';

export const preciseWaves: Pass = (program) => ({
  ...program,
  nodes: program.nodes.flatMap((node) => (node.op === 'Sin' || node.op === 'Cos' ? wave(node) : [node])),
});

const PI = [3.140625, 9.67502593994140625e-4, 1.509957990978376432e-7];
const HIGHEST = 1.6059043837e-10;
const OTHERS = [-2.5052108385e-8, 2.7557319224e-6, -1.9841269841e-4, 8.3333333333e-3, -1.6666666667e-1];

function wave(node: Node): Node[] {
  const x = operand(node, 0);
  const { graph, shape } = x;
  const nodes: Node[] = [];
  const apply = (op: string, ...inputs: (Value | number)[]): Value => {
    const operands = inputs.map((each) => (typeof each === 'number' ? graph.constant(each, [], 'float32') : each));
    const made = graph.detached(op, operands, [{ shape, dtype: 'float32' }]);
    nodes.push(made);
    return made.outputs[0] as Value;
  };
  const turns = apply('Mul', x, 1 / Math.PI);
  const k = node.op === 'Sin' ? apply('Floor', apply('Add', turns, 0.5)) : apply('Floor', turns);
  const halfTurns = node.op === 'Sin' ? k : apply('Add', k, 0.5);
  const r = PI.reduce<Value>((rest, part) => apply('Sub', rest, apply('Mul', halfTurns, part)), x);
  const q = apply('Mul', r, r);
  const series = OTHERS.reduce<Value | number>((sum, coefficient) => apply('Add', apply('Mul', sum, q), coefficient), HIGHEST);
  const sine = apply('Add', r, apply('Mul', r, apply('Mul', series, q)));
  const parity = apply('Sub', k, apply('Mul', apply('Floor', apply('Mul', k, 0.5)), 2)); // 0 or 1
  const slope = node.op === 'Sin' ? -2 : 2;
  const sign = apply('Add', apply('Mul', parity, slope), -slope / 2);
  return [...nodes, { op: 'Mul', inputs: [sign, sine], attributes: {}, outputs: node.outputs }];
}
