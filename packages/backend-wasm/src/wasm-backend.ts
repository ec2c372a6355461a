import { installedWasmDirectory } from '#wasm-directory';
import { messageOf, PartitaError, type Backend, type Compiled } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // registers the gradient of every op
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { repairConvolutionGradients } from './convolution-gradients.ts';
import { repairTransposedMatMul } from './repair-mat-mul.ts';
import { repairVectorSlice } from './repair-slice.ts';
import { supplySegmentSum } from './segment-sum.ts';

/** tfjs on WebAssembly with SIMD: one thread, no native code, the same bits on every machine that runs it. */
export class WasmBackend implements Backend {
  readonly name = 'wasm';
  readonly #directory: string | undefined;

  /** @param directory where the .wasm files lie, as a path or URL; by default the installed package's own */
  constructor(directory?: string) {
    this.#directory = directory?.replace(/\/?$/, '/');
  }

  async start(): Promise<void> {
    if (tf.getBackend() === this.name) return;
    try {
      const directory = this.#directory ?? installedWasmDirectory();
      if (directory !== undefined && tf.engine().registry['wasm'] === undefined) setWasmPaths(directory);
      if (!(await tf.setBackend(this.name))) throw new Error('the runtime did not initialise');
      repairTransposedMatMul();
      repairVectorSlice();
      repairConvolutionGradients();
      supplySegmentSum();
    } catch (error) {
      throw new PartitaError(`The wasm backend does not start: ${messageOf(error)}.`, { cause: error });
    }
  }

  /** Runs f eagerly in a tidy: results live, everything between is freed. */
  compile<A extends object, R extends object>(f: (inputs: A) => R): Compiled<A, R> {
    const run = (inputs: A): R => tf.tidy(() => f(inputs) as R & tf.TensorContainer);
    return Object.assign(run, { dispose: () => undefined });
  }

  /** The runtime is shared by the whole process and stays for whoever else uses tfjs. */
  stop(): Promise<void> {
    return Promise.resolve();
  }
}
