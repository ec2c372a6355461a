/** A program as an ONNX model (https://onnx.ai/onnx/repo-docs/IR.html), in standard operators but for those that passes for one machine put in. */
import { create, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
  type AttributeProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from 'onnx-buf';
import type { Data, Node, Value } from '../graph/value.ts';
import { ONNX_TYPES } from '../ops/views.ts';
import type { Program } from '../passes/program.ts';
import { fill, initialiser, isCompact, tensor } from './constants.ts';

/** Version of the operator set; its operators have kernels in every ONNX Runtime since 1.14. */
const OPSET = 18;
/** Version of the file format that belongs to it. */
const IR_VERSION = 8n;

/** Operators whose last results may be left out; they are faster without them. */
const OPTIONAL_RESULTS: ReadonlySet<string> = new Set(['MaxPool']);

export interface ModelInterface {
  readonly inputs: ReadonlyMap<Value, string>;
  /** One name for each output of the program, in order. */
  readonly outputs: readonly string[];
  /** Inputs whose numbers are known and become part of the model. */
  readonly weights?: ReadonlyMap<Value, { readonly name: string; readonly data: Data }>;
  /** A name for the length of every operand's first axis, in place of its number. */
  readonly rows?: string;
}

export function encodeModel(
  { nodes, outputs }: Program,
  { inputs, outputs: outputNames, weights = new Map(), rows }: ModelInterface,
): Uint8Array {
  const names = new Map<Value, string>([...inputs, ...[...weights].map(([value, { name }]) => [value, name] as const)]);
  outputs.forEach((value, i) => names.set(value, outputNames[i] as string));
  const initializer: TensorProto[] = [...weights].map(([value, { name, data }]) => tensor(name, value, data));
  const node: NodeProto[] = [];
  const nameOf = (value: Value): string => {
    const known = names.get(value);
    if (known !== undefined) return known;
    const name = `_${value.id}`;
    names.set(value, name);
    if (value.constant === undefined) return name;
    if (isCompact(value)) {
      const filled = fill(value, name);
      initializer.push(filled.shape);
      node.push(filled.node);
    } else initializer.push(initialiser(value, name));
    return name;
  };
  const used = new Set(nodes.flatMap(({ inputs: operands }) => operands));
  const isNeeded = (value: Value): boolean => used.has(value) || outputs.includes(value);
  for (const recorded of nodes) {
    const input = recorded.inputs.map((value) => (value ? nameOf(value) : ''));
    const results = OPTIONAL_RESULTS.has(recorded.op)
      ? recorded.outputs.slice(0, recorded.outputs.findLastIndex(isNeeded) + 1)
      : recorded.outputs;
    const output = results.map(nameOf);
    node.push(
      create(NodeProtoSchema, { opType: recorded.op, domain: recorded.domain ?? '', input, output, attribute: attributesOf(recorded) }),
    );
  }
  const graph = create(GraphProtoSchema, {
    name: 'compiled',
    node,
    initializer,
    input: [...inputs].map(([value, name]) => describe(value, name, rows)),
    output: outputs.map((value, i) => describe(value, outputNames[i] as string, rows)),
  });
  const domains = new Set(nodes.flatMap(({ domain }) => domain ?? []));
  const opsetImport = [
    create(OperatorSetIdProtoSchema, { domain: '', version: BigInt(OPSET) }),
    ...[...domains].map((domain) => create(OperatorSetIdProtoSchema, { domain, version: 1n })),
  ];
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, { irVersion: IR_VERSION, opsetImport, producerName: '@partita/backend-onnx', graph }),
  );
}

function describe({ shape, dtype }: Value, name: string, rows: string | undefined): ValueInfoProto {
  const dim = shape.map((n, axis) =>
    create(TensorShapeProto_DimensionSchema, {
      value: axis === 0 && rows !== undefined ? { case: 'dimParam', value: rows } : { case: 'dimValue', value: BigInt(n) },
    }),
  );
  const value = create(TypeProto_TensorSchema, { elemType: ONNX_TYPES[dtype], shape: create(TensorShapeProtoSchema, { dim }) });
  return create(ValueInfoProtoSchema, { name, type: create(TypeProtoSchema, { value: { case: 'tensorType', value } }) });
}

/** Attributes that are real numbers even where their value is whole. */
const REAL: ReadonlySet<string> = new Set(['alpha', 'beta', 'gamma', 'epsilon']);

const attributesOf = ({ attributes }: Node): AttributeProto[] =>
  Object.entries(attributes).map(([name, value]) => {
    if (typeof value === 'string')
      return create(AttributeProtoSchema, {
        name,
        type: AttributeProto_AttributeType.STRING,
        s: new Uint8Array(new TextEncoder().encode(value)),
      });
    if (typeof value !== 'number')
      return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INTS, ints: value.map(BigInt) });
    if (REAL.has(name)) return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.FLOAT, f: value });
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) });
  });
