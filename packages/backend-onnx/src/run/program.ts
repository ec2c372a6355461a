import { messageOf, PartitaError } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor as OrtTensor } from 'onnxruntime-node';
import { encodeModel } from '../encode/model.ts';
import type { Value } from '../graph/value.ts';
import { optimise } from '../passes/index.ts';
import { unflatten } from '../trace/tree.ts';
import type { Recorded } from '../trace/record.ts';
import { channelBlock } from './channel-block.ts';
import { loadNative, type NativeSession } from './native.ts';
import { sessionOptions, type RunOptions } from './options.ts';

/** An operand of a program: the n-th input of a call, or a tensor from outside the function. */
interface Feed {
  readonly name: string;
  readonly from: number | tf.Tensor;
  readonly type: 'float32' | 'int32' | 'bool';
  readonly shape: readonly number[];
}

/** A recorded function for one signature, ready to run. */
export class CompiledProgram {
  readonly #session: NativeSession;
  readonly #feeds: readonly Feed[];
  readonly #fetches: Readonly<Record<string, null>>;
  readonly #outputs: readonly string[];
  readonly #result: unknown;
  readonly #Tensor: typeof OrtTensor;

  constructor({ inputs, captured, outputs, result }: Recorded, options: RunOptions) {
    const { Session, Tensor, providers } = loadNative();
    this.#Tensor = Tensor;
    this.#result = result;
    const graph = (outputs[0] ?? inputs[0])?.graph;
    if (!graph || outputs.length === 0) throw new PartitaError('A compiled function must return at least one tensor.');
    const program = optimise(graph, outputs, { block: channelBlock(options) });
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
      throw new PartitaError(`ONNX Runtime refuses a compiled function: ${messageOf(error)}.`, { cause: error });
    }
  }

  /** Runs on the numbers of the given tensors; the results are new tensors that belong to the caller. */
  run(leaves: readonly tf.Tensor[]): unknown {
    const feeds: Record<string, OrtTensor> = {};
    for (const { name, from, type, shape } of this.#feeds) {
      const tensor = typeof from === 'number' ? (leaves[from] as tf.Tensor) : from;
      if (tensor.isDisposed) throw new PartitaError(disposed(from, shape));
      feeds[name] = new this.#Tensor(type, tensor.dataSync() as Float32Array, shape);
    }
    const fetched = this.#session.run(feeds, this.#fetches, {});
    const results = this.#outputs.map((name) => {
      const { data, dims, type } = fetched[name] as OrtTensor;
      return tf.tensor(data as Float32Array, dims as number[], type as tf.DataType);
    });
    return unflatten(this.#result, results);
  }

  dispose(): void {
    this.#session.dispose();
  }
}

const disposed = (from: number | tf.Tensor, shape: readonly number[]): string =>
  typeof from === 'number'
    ? `A compiled function is called with a tensor [${shape.join()}] that is disposed; dispose inputs after the call.`
    : `A compiled function uses a tensor [${shape.join()}] from outside that was disposed after it was compiled; keep it while the function is in use, or pass it in as an input.`;
