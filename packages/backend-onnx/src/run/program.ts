import { runtime } from '#platform';
import * as tf from '@tensorflow/tfjs-core';
import { encodeModel } from '../encode/model.ts';
import type { Value } from '../graph/value.ts';
import { optimise } from '../passes/index.ts';
import type { Operand, Runtime, Session } from '../platform/runtime.ts';
import type { Recorded } from '../trace/record.ts';
import { unflatten } from '../trace/tree.ts';
import { mistake } from '../trace/mistake.ts';
import { channelBlock } from './channel-block.ts';
import { isOnProcessor, sessionOptions, type RunOptions } from './options.ts';
import { refusal } from './reason.ts';

/** An operand of a program: the n-th input of a call, or a tensor from outside the function. */
interface Feed {
  readonly name: string;
  readonly from: number | tf.Tensor;
  readonly type: 'float32' | 'int32' | 'bool';
  readonly shape: readonly number[];
}

/** A recorded function for one signature, ready to run. */
export class CompiledProgram {
  readonly #session: Session;
  readonly #feeds: readonly Feed[];
  readonly #fetches: Readonly<Record<string, null>>;
  readonly #outputs: readonly string[];
  readonly #result: unknown;
  /** Variables that take the last outputs. */
  readonly #variables: readonly tf.Variable[];
  readonly #Tensor: Runtime['Tensor'];

  constructor({ inputs, captured, outputs: returned, assigned, result }: Recorded, options: RunOptions) {
    const { Session, Tensor, providers } = runtime();
    this.#Tensor = Tensor;
    this.#result = result;
    this.#variables = [...assigned.keys()];
    const outputs = [...returned, ...assigned.values()];
    const graph = (outputs[0] ?? inputs[0])?.graph;
    if (!graph || outputs.length === 0) throw mistake('A compiled function must return a tensor or assign to a variable');
    const target = { block: channelBlock(options), tuned: isOnProcessor(options), inShaders: options.provider === 'webgpu' };
    const program = optimise(graph, outputs, target);
    const used = new Set(program.nodes.flatMap((node) => node.inputs));
    const feed = (from: number | tf.Tensor, value: Value, name: string): [Value, Feed][] =>
      used.has(value) ? [[value, { name, from, type: value.dtype as Feed['type'], shape: value.shape }]] : [];
    const feeds = [
      ...inputs.flatMap((value, i) => feed(i, value, `i${i}`)),
      ...[...captured].flatMap(([tensor, value], i) => feed(tensor, value, `c${i}`)),
    ];
    this.#feeds = feeds.map(([, operand]) => operand);
    this.#outputs = outputs.map((_, i) => `o${i}`);
    this.#fetches = Object.fromEntries(this.#outputs.map((name) => [name, null]));
    const model = encodeModel(program, { inputs: new Map(feeds.map(([value, { name }]) => [value, name])), outputs: this.#outputs });
    this.#session = new Session();
    try {
      this.#session.loadModel(model.buffer, model.byteOffset, model.byteLength, sessionOptions(options, providers));
    } catch (error) {
      throw refusal(error);
    }
  }

  /** Runs on the numbers of the given tensors; the results are new tensors that belong to the caller. */
  run(leaves: readonly tf.Tensor[]): unknown {
    const feeds: Record<string, Operand> = {};
    for (const { name, from, type, shape } of this.#feeds) {
      const tensor = typeof from === 'number' ? (leaves[from] as tf.Tensor) : from;
      if (tensor.isDisposed) throw mistake(disposed(from, shape));
      feeds[name] = new this.#Tensor(type, tensor.dataSync() as Float32Array, shape);
    }
    for (const variable of this.#variables) if (variable.isDisposed) throw mistake(disposed(variable, variable.shape));
    const fetched = this.#fetch(feeds);
    const results = this.#outputs.map((name) => {
      const { data, dims, type } = fetched[name] as Operand;
      return tf.tensor(data as Float32Array, dims as number[], type as tf.DataType);
    });
    this.#variables.forEach((variable, i) => {
      const value = results[results.length - this.#variables.length + i] as tf.Tensor;
      variable.assign(value);
      value.dispose();
    });
    return unflatten(this.#result, results);
  }

  #fetch(feeds: Record<string, Operand>): Record<string, Operand> {
    try {
      return this.#session.run(feeds, this.#fetches, {});
    } catch (error) {
      throw refusal(error);
    }
  }

  dispose(): void {
    this.#session.dispose();
  }
}

const disposed = (from: number | tf.Tensor, shape: readonly number[]): string =>
  typeof from === 'number'
    ? `A compiled function is called with a tensor [${shape.join()}] that is disposed; dispose inputs after the call`
    : `A compiled function uses a tensor [${shape.join()}] from outside that was disposed after it was compiled; keep it while the function is in use, or pass it in as an input`;
