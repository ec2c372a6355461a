import { messageOf, PartitaError, type Backend, type Compiled } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { compileTree } from './run/compile.ts';
import { loadNative } from './run/native.ts';
import { NEEDS } from './run/needs.ts';
import { sessionOptions, type RunOptions } from './run/options.ts';
import { reasonOf } from './run/reason.ts';
import { traceBackend } from './trace/register.ts';

/** The tfjs runtime that holds the tensors. */
const HOST = 'cpu';

/**
 * tfjs's cpu runtime for tensors, and ONNX Runtime for compiled functions: a function is recorded once for every input
 * signature and runs as one graph from then on.
 */
export class OnnxBackend implements Backend {
  readonly name = 'onnx';
  readonly #options: RunOptions;

  constructor(options: RunOptions = {}) {
    this.#options = options;
  }

  async start(): Promise<void> {
    sessionOptions(this.#options, loadNative().providers);
    try {
      traceBackend();
      if (!(await tf.setBackend(HOST))) throw new Error('tfjs has no cpu runtime');
    } catch (error) {
      throw new PartitaError(`The onnx backend does not start: ${messageOf(error)}.`, { cause: error });
    }
    this.#probe();
  }

  /** Providers whose libraries are not part of the npm package show only when something runs on them. */
  #probe(): void {
    const { provider = 'cpu' } = this.#options;
    if (provider === 'cpu') return;
    const increment = compileTree((x) => tf.add(x as tf.Tensor, 1), this.#options);
    try {
      tf.tidy(() => void increment(tf.scalar(0)));
    } catch (error) {
      throw new PartitaError(
        `ONNX Runtime's execution provider '${provider}' does not start (${reasonOf(rootOf(error))}): ${NEEDS[provider]}; or use 'cpu'.`,
        { cause: error },
      );
    } finally {
      increment.dispose();
    }
  }

  compile<A extends object, R extends object>(f: (inputs: A) => R): Compiled<A, R> {
    return compileTree(f as (tree: unknown) => unknown, this.#options) as Compiled<A, R>;
  }

  /** tfjs's cpu runtime is shared by the whole process and stays; compiled functions are disposed one by one. */
  stop(): Promise<void> {
    return Promise.resolve();
  }
}

const rootOf = (error: unknown): unknown => (error instanceof PartitaError ? (error.cause ?? error) : error);
