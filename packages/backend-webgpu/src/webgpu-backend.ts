import type { Backend, Compiled } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // registers the gradient of every op
import type { AdapterOptions } from './adapter.ts';
import { RUNTIME } from './name.ts';
import { startRuntime } from './start-runtime.ts';

/** tfjs on WebGPU: in browsers as they are, in Node by Dawn (the package `webgpu`). */
export class WebgpuBackend implements Backend {
  readonly name = RUNTIME;
  readonly #options: AdapterOptions;
  #device: string | undefined;

  constructor(options: AdapterOptions = {}) {
    this.#options = options;
  }

  /** The adapter's name, once started. */
  get device(): string | undefined {
    return this.#device;
  }

  async start(): Promise<void> {
    this.#device = (await startRuntime(this.#options)).name;
  }

  /** Runs f eagerly in a tidy: results live, everything between is freed. Nothing is read, so the GPU's queue is never waited for. */
  compile<A extends object, R extends object>(f: (inputs: A) => R): Compiled<A, R> {
    const run = (inputs: A): R => tf.tidy(() => f(inputs) as R & tf.TensorContainer);
    return Object.assign(run, { dispose: () => undefined });
  }

  /** The device is shared by the whole process and stays for whoever else uses tfjs. */
  stop(): Promise<void> {
    return Promise.resolve();
  }
}
