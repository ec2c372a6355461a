import { fromBinary } from '@bufbuild/protobuf';
import { PartitaError } from '@partita/core';
import { ModelProtoSchema, type ValueInfoProto } from 'onnx-buf';

/** What a model takes and gives, as its file says. */
export interface ModelInterface {
  readonly input: string;
  /** Of the input; undefined for an axis of any length. */
  readonly shape: readonly (number | undefined)[];
  readonly outputs: readonly string[];
}

/** @param where what to call the model in errors. @throws PartitaError where the bytes are no model of one input */
export function modelInterface(model: Uint8Array, where: string): ModelInterface {
  const graph = graphOf(model, where);
  const weights = new Set(graph.initializer.map(({ name }) => name));
  const inputs = graph.input.filter(({ name }) => !weights.has(name));
  const [input, ...more] = inputs;
  if (!input || more.length > 0)
    throw new PartitaError(
      `${where} takes ${inputs.length} inputs (${inputs.map(({ name }) => name).join(', ')}); features take one, the pictures.`,
    );
  return { input: input.name, shape: shapeOf(input), outputs: graph.output.map(({ name }) => name) };
}

function graphOf(model: Uint8Array, where: string) {
  try {
    const { graph } = fromBinary(ModelProtoSchema, model);
    if (graph) return graph;
  } catch (error) {
    throw new PartitaError(`${where} is no ONNX model.`, { cause: error });
  }
  throw new PartitaError(`${where} is no ONNX model: it holds no graph.`);
}

function shapeOf({ type }: ValueInfoProto): (number | undefined)[] {
  const tensor = type?.value.case === 'tensorType' ? type.value.value : undefined;
  return (tensor?.shape?.dim ?? []).map(({ value }) => (value.case === 'dimValue' && value.value > 0n ? Number(value.value) : undefined));
}
