import * as tf from '@tensorflow/tfjs-core';

/** Kernels that are made of the runtime's own. What they make on the way is freed; what they are given is not. */
export class Composition {
  readonly #backend: unknown;
  readonly #made: tf.TensorInfo[] = [];

  constructor(backend: unknown) {
    this.#backend = backend;
  }

  run(name: string, inputs: object, attrs: object): tf.TensorInfo {
    const kernel = tf.getKernel(name, 'wasm').kernelFunc;
    const result = kernel({ inputs: inputs as tf.NamedTensorInfoMap, backend: this.#backend as object, attrs: attrs as tf.NamedAttrMap });
    this.#made.push(result as tf.TensorInfo);
    return result as tf.TensorInfo;
  }

  /** The last of them, in another shape of the same size; everything else is freed. */
  result(tensor: tf.TensorInfo, shape: number[]): tf.TensorInfo {
    for (const { dataId } of this.#made) if (dataId !== tensor.dataId) (this.#backend as tf.KernelBackend).disposeData(dataId);
    return { ...tensor, shape };
  }
}

/** The same numbers in another shape. */
export const view = (tensor: tf.TensorInfo, shape: number[]): tf.TensorInfo => ({ ...tensor, shape });
