import { messageOf, PartitaError, type Backend, type Compiled } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Device } from './device.ts';
import { loadTensorFlow, RUNTIME } from './load-tensorflow.ts';
import { noGpu, otherDevice } from './sentences.ts';

export interface NodeBackendOptions {
  /** What it must compute on. @default 'cpu' */
  readonly device?: Device;
  /** Threads inside one operator on a CPU; those of the first in a process hold. @default 1 */
  readonly threads?: number;
}

/** TensorFlow, called op by op through tfjs-node. A process has one TensorFlow, on one device. */
export class NodeBackend implements Backend {
  readonly name = 'node';
  readonly #device: Device;
  readonly #threads: number;
  #found: string | undefined;

  constructor({ device = 'cpu', threads = 1 }: NodeBackendOptions = {}) {
    this.#device = device;
    this.#threads = threads;
  }

  /** What it computes on, once it has started. */
  get device(): string | undefined {
    return this.#found;
  }

  /** @throws PartitaError where TensorFlow is missing, does not load, or computes on something else than it was asked to */
  async start(): Promise<void> {
    const wasHere = RUNTIME in tf.engine().registry;
    const { isUsingGpuDevice, binding } = loadTensorFlow(this.#device, this.#threads);
    const found = isUsingGpuDevice ? 'gpu' : 'cpu';
    if (found !== this.#device) throw wasHere || found === 'gpu' ? otherDevice(this.#device) : noGpu(binding.TF_Version);
    try {
      if (!(await tf.setBackend(RUNTIME))) throw new Error('TensorFlow did not initialise');
      this.#found = `TensorFlow ${binding.TF_Version} on ${found === 'gpu' ? 'a GPU' : 'the CPU'}`;
    } catch (error) {
      throw new PartitaError(`The node backend does not start: ${messageOf(error)}.`, { cause: error });
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
