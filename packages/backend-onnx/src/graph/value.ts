import type { Graph } from './graph.ts';

/** Element types: tfjs's own three, and two that only exist inside a graph. */
export type DType = 'float32' | 'int32' | 'bool' | 'int64' | 'float64';

export type Data = Float32Array | Int32Array | Uint8Array | BigInt64Array | Float64Array;

export type Shape = readonly number[];

/** One tensor of a recorded program: known by shape and type, not by its numbers. */
export interface Value {
  readonly id: number;
  readonly graph: Graph;
  readonly shape: Shape;
  readonly dtype: DType;
  /** The operator that makes it; undefined for inputs and constants. */
  readonly node?: Node;
  /** The numbers of a constant; a single number is every element. */
  readonly constant?: Data | number;
}

/** Attributes of an ONNX operator. Whether a number is an int or a float is decided by the attribute's name. */
export type Attributes = Readonly<Record<string, number | string | readonly number[]>>;

/** An ONNX operator with its operands. `undefined` stands for an optional operand that is left out. */
export interface Node {
  readonly op: string;
  /** The operator set that the operator belongs to; undefined for ONNX's own. */
  readonly domain?: string;
  readonly inputs: readonly (Value | undefined)[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
}

export const sizeOf = (shape: Shape): number => shape.reduce((product, n) => product * n, 1);

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, i) => n === b[i]);

/** The operator of a value, if it is the given one. */
export const madeBy = (value: Value, op: string): Node | undefined => (value.node?.op === op ? value.node : undefined);

/** An operand that the operator cannot do without. */
export const operand = (node: Node, index: number): Value => node.inputs[index] as Value;
