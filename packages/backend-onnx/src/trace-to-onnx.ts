import { PartitaError } from '@partita/core';
import { encodeModel } from './encode/model.ts';
import type { Value } from './graph/value.ts';
import { optimise } from './passes/index.ts';
import { record } from './trace/record.ts';

export interface ExportNames {
  /** Names of the model's inputs, in the order of the tensors in the example. @default their paths */
  readonly inputs?: readonly string[];
  /** Names of the model's outputs. @default their paths, with `_out` where an input has the same */
  readonly outputs?: readonly string[];
}

/**
 * A function of tensors as an ONNX model (operator set 18, fixed shapes), for other programs to run. Tensors that the
 * function uses from outside go into the model as weights.
 */
export function traceToOnnx<A>(
  f: (inputs: A) => unknown,
  exampleInputs: A,
  { names = {} }: { readonly names?: ExportNames } = {},
): Uint8Array {
  const { inputs, inputPaths, outputs, outputPaths, captured } = record(f as (tree: unknown) => unknown, exampleInputs);
  const [first] = outputs;
  if (!first) throw new PartitaError('A model must have at least one output; return a tensor.');
  const inputNames = names.inputs ?? inputPaths;
  const outputNames = names.outputs ?? outputPaths.map((path) => (path !== '' && inputNames.includes(path) ? `${path}_out` : path));
  const weights = new Map([...captured].map(([tensor, value], i) => [value, { name: `weight_${i}`, data: tensor.dataSync() }] as const));
  return encodeModel(optimise(first.graph, outputs), {
    inputs: new Map(named(inputs, inputNames, 'input')),
    outputs: named(outputs, outputNames, 'output').map(([, name]) => name),
    weights,
  });
}

function named(values: readonly Value[], names: readonly string[], role: string): [Value, string][] {
  if (names.length !== values.length)
    throw new PartitaError(`The function has ${values.length} ${role}s, but ${names.length} names are given for them.`);
  return values.map((value, i) => [value, names[i] === '' ? role : (names[i] as string)]);
}
