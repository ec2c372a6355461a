/** Constants of a program as ONNX initialisers. */
import { create } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  NodeProtoSchema,
  TensorProtoSchema,
  type NodeProto,
  type TensorProto,
} from 'onnx-buf';
import { expandConstant } from '../graph/graph.ts';
import { sizeOf, type Data, type Value } from '../graph/value.ts';
import { ONNX_TYPES } from '../ops/views.ts';

/** Constants of one number that are larger than this are written as that number and a shape. */
const SPELT_OUT = 256;

export const isCompact = ({ constant, shape }: Value): boolean => typeof constant === 'number' && sizeOf(shape) > SPELT_OUT;

export const initialiser = (value: Value, name: string): TensorProto => tensor(name, value, expandConstant(value));

export function tensor(name: string, { shape, dtype }: Pick<Value, 'shape' | 'dtype'>, data: Data): TensorProto {
  const rawData = new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  return create(TensorProtoSchema, { name, dataType: ONNX_TYPES[dtype], dims: shape.map(BigInt), rawData });
}

/** A compact constant: its shape as an initialiser, and the operator that fills it. */
export function fill(value: Value, name: string): { node: NodeProto; shape: TensorProto } {
  const shape = tensor(`${name}_shape`, { shape: [value.shape.length], dtype: 'int64' }, BigInt64Array.from(value.shape, BigInt));
  const one = tensor('', { shape: [1], dtype: value.dtype }, expandConstant({ ...value, shape: [1] }));
  const attribute = create(AttributeProtoSchema, { name: 'value', type: AttributeProto_AttributeType.TENSOR, t: one });
  return {
    node: create(NodeProtoSchema, { opType: 'ConstantOfShape', input: [shape.name], output: [name], attribute: [attribute] }),
    shape,
  };
}
