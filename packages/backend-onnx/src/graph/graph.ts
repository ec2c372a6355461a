import { sizeOf, type Attributes, type Data, type DType, type Node, type Shape, type Value } from './value.ts';

/** Constants up to this many elements are compared by content, so that equal ones are one value. */
const SMALL = 64;

/**
 * A program under construction. Operators are recorded in the order in which they are applied, which is an order in which
 * they can run; an operator applied twice to the same operands is recorded once (common-subexpression elimination).
 */
export class Graph {
  readonly nodes: Node[] = [];
  /** Whether it runs on a processor with the sizes at hand alone, so that operators may be chosen by them. */
  readonly tuned: boolean;
  readonly #known = new Map<string, readonly Value[]>();
  #values = 0;

  constructor({ tuned = false }: { readonly tuned?: boolean } = {}) {
    this.tuned = tuned;
  }

  input(shape: Shape, dtype: DType): Value {
    return this.#value(shape, dtype, {});
  }

  /** A constant; one number fills the whole shape. */
  constant(values: Data | number, shape: Shape, dtype: DType): Value {
    const constant = typeof values === 'number' ? values : (uniform(values) ?? values);
    const isLarge = typeof constant !== 'number' && constant.length > SMALL;
    const make = (): Value[] => [this.#value(shape, dtype, { constant })];
    if (isLarge) return make()[0] as Value;
    return this.#once(
      `${dtype}[${shape.join()}]=${typeof constant === 'number' ? numberKey(constant) : constant.join()}`,
      make,
    )[0] as Value;
  }

  /** A vector of 64-bit integers: what ONNX takes axes, shapes and paddings in. */
  ints(values: readonly number[]): Value {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length], 'int64');
  }

  /** Applies an operator that has one result. */
  apply(op: string, inputs: readonly (Value | undefined)[], shape: Shape, dtype: DType, attributes: Attributes = {}): Value {
    return this.applyMany(op, inputs, [{ shape, dtype }], attributes)[0] as Value;
  }

  applyMany(
    op: string,
    inputs: readonly (Value | undefined)[],
    results: readonly { readonly shape: Shape; readonly dtype: DType }[],
    attributes: Attributes = {},
  ): readonly Value[] {
    const key = `${op}(${inputs.map((value) => value?.id ?? '').join()})${results.length}${JSON.stringify(attributes)}${results[0]?.dtype ?? ''}`;
    return this.#once(key, () => {
      const node = this.detached(op, inputs, results, attributes);
      this.nodes.push(node);
      return node.outputs;
    });
  }

  /** An operator that is not recorded; for passes that rewrite the list of operators. */
  detached(
    op: string,
    inputs: readonly (Value | undefined)[],
    results: readonly { readonly shape: Shape; readonly dtype: DType }[],
    attributes: Attributes = {},
  ): Node {
    const outputs: Value[] = [];
    const node: Node = { op, inputs, attributes, outputs };
    for (const { shape, dtype } of results) outputs.push(this.#value(shape, dtype, { node }));
    return node;
  }

  #value(shape: Shape, dtype: DType, origin: Pick<Value, 'node' | 'constant'>): Value {
    return { id: this.#values++, graph: this, shape: [...shape], dtype, ...origin };
  }

  #once(key: string, make: () => readonly Value[]): readonly Value[] {
    const known = this.#known.get(key);
    if (known) return known;
    const made = make();
    this.#known.set(key, made);
    return made;
  }
}

/** The number that all elements are, if they are: in every bit, so that 0 is not −0. tfjs's gradients make ones of any size. */
function uniform(values: Data): number | undefined {
  const first = values[0];
  if (first === undefined || typeof first === 'bigint') return undefined;
  const bits = bitsOf(values);
  const pattern = bits[0];
  for (let i = 1; i < bits.length; i++) if (bits[i] !== pattern) return undefined;
  return first;
}

/** The numbers as whole ones of the same bits. */
function bitsOf(values: Data): Data {
  const { buffer, byteOffset, length } = values;
  if (values instanceof Float32Array) return new Int32Array(buffer, byteOffset, length);
  return values instanceof Float64Array ? new BigInt64Array(buffer, byteOffset, length) : values;
}

const numberKey = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** Numbers of a constant in full, as often as its shape asks for. */
export function expandConstant({ constant, shape, dtype }: Value): Data {
  if (constant === undefined) throw new TypeError('not a constant');
  if (typeof constant !== 'number') return constant;
  const size = sizeOf(shape);
  switch (dtype) {
    case 'float32':
      return new Float32Array(size).fill(constant);
    case 'int32':
      return new Int32Array(size).fill(constant);
    case 'bool':
      return new Uint8Array(size).fill(constant);
    case 'int64':
      return new BigInt64Array(size).fill(BigInt(constant));
    case 'float64':
      return new Float64Array(size).fill(constant);
  }
}
