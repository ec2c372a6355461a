import { PartitaError } from '@partita/core';
import { encodeModel, type ModelInterface } from './encode/model.ts';
import type { Value } from './graph/value.ts';
import { anyRows } from './passes/any-rows.ts';
import { optimise } from './passes/index.ts';
import type { Program } from './passes/program.ts';
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
  const model = traced(f, exampleInputs, names);
  return encoded(model, model.program);
}

/** Numbers of rows that hardly ever are the length of anything else. */
const TRIALS = [5, 7] as const;

/**
 * The same for a function of rows: the model takes any number of them. The function is recorded with two numbers of rows; only if both
 * give the same program does that program serve every number.
 * @param example the inputs for a number of rows, which is the first axis of each
 * @throws PartitaError when the program depends on the number of rows
 */
export function traceRowsToOnnx<A>(f: (inputs: A) => unknown, example: (rows: number) => A, names: ExportNames = {}): Uint8Array {
  const [some, others] = TRIALS.map((rows) => traced(f, example(rows), names)) as [Traced, Traced];
  const programs = anyRows(some.program, others.program);
  const [model, same] = [encoded(some, programs[0], 'rows'), encoded(others, programs[1], 'rows')];
  if (model.length !== same.length || !model.every((byte, i) => byte === same[i]))
    throw new PartitaError(
      'The function makes another program for another number of rows, so no model serves all of them; export it for a fixed number with traceToOnnx.',
    );
  return model;
}

/** A recorded function, and what its model's operands are called. */
interface Traced extends Omit<ModelInterface, 'rows'> {
  readonly program: Program;
}

function traced<A>(f: (inputs: A) => unknown, exampleInputs: A, names: ExportNames): Traced {
  const { inputs, inputPaths, outputs, outputPaths, captured, assigned } = record(f as (tree: unknown) => unknown, exampleInputs);
  if (assigned.size > 0) throw new PartitaError('A model cannot assign to variables; return the new value instead.');
  const [first] = outputs;
  if (!first) throw new PartitaError('A model must have at least one output; return a tensor.');
  const inputNames = names.inputs ?? inputPaths;
  const outputNames = names.outputs ?? outputPaths.map((path) => (path !== '' && inputNames.includes(path) ? `${path}_out` : path));
  return {
    program: optimise(first.graph, outputs),
    inputs: new Map(named(inputs, inputNames, 'input')),
    outputs: named(outputs, outputNames, 'output').map(([, name]) => name),
    weights: new Map([...captured].map(([tensor, value], i) => [value, { name: `weight_${i}`, data: tensor.dataSync() }] as const)),
  };
}

/** @param rows a name for the first axis of every operand, in place of its number */
const encoded = ({ program: _recorded, ...operands }: Traced, program: Program, rows?: string): Uint8Array =>
  encodeModel(program, { ...operands, ...(rows === undefined ? {} : { rows }) });

function named(values: readonly Value[], names: readonly string[], role: string): [Value, string][] {
  if (names.length !== values.length)
    throw new PartitaError(`The function has ${values.length} ${role}s, but ${names.length} names are given for them.`);
  return values.map((value, i) => [value, names[i] === '' ? role : (names[i] as string)]);
}
