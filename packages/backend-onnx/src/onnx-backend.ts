import { messageOf, PartitaError, type Backend, type Compiled } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { compileTree } from './run/compile.ts';
import { loadNative } from './run/native.ts';
import { sessionOptions, type RunOptions } from './run/options.ts';
import { traceBackend } from './trace/register.ts';

/**
 * tfjs's cpu runtime for tensors, and ONNX Runtime for compiled functions: a function is recorded once for every input
 * signature and runs as one graph from then on.
 */
export class OnnxBackend implements Backend {
  /** What tfjs calls the runtime that holds the tensors. */
  readonly name = 'cpu';
  readonly #options: RunOptions;

  constructor(options: RunOptions = {}) {
    this.#options = options;
  }

  async start(): Promise<void> {
    sessionOptions(this.#options, loadNative().providers);
    try {
      traceBackend();
      if (!(await tf.setBackend(this.name))) throw new Error('tfjs has no cpu runtime');
    } catch (error) {
      throw new PartitaError(`The onnx backend does not start: ${messageOf(error)}.`, { cause: error });
    }
    Object.assign(tf.backend(), { firstUse: false }); // no advertisement on the first tensor
  }

  compile<A extends object, R extends object>(f: (inputs: A) => R): Compiled<A, R> {
    return compileTree(f as (tree: unknown) => unknown, this.#options) as Compiled<A, R>;
  }

  /** tfjs's cpu runtime is shared by the whole process and stays; compiled functions are disposed one by one. */
  stop(): Promise<void> {
    return Promise.resolve();
  }
}
