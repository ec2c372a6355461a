import type { Graph } from '../graph/graph.ts';
import type { Value } from '../graph/value.ts';

/**
 * How one tfjs kernel is said in ONNX operators: its operands by tfjs's names, its attributes, and the graph to record in.
 * The shapes and types of the results are those that the operators have.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- every rule declares the operands and attributes of its own kernel
export type Rule = (inputs: any, attributes: any, graph: Graph) => Value | readonly Value[];

export type Rules = Readonly<Record<string, Rule>>;

/** The operands of a kernel by name. */
export type In<Names extends string> = Readonly<Record<Names, Value>>;

/** The operands of a kernel that takes a list. */
export type List = Readonly<Record<string, Value>>;
