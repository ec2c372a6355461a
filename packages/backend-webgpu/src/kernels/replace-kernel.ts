import * as tf from '@tensorflow/tfjs-core';
import { RUNTIME } from '../name.ts';

export type KernelFunc = tf.KernelConfig['kernelFunc'];

const replaced = new Set<string>();

/** Puts a kernel of the webgpu runtime in the place of the shipped one, which it is given; once per process. */
export function replaceKernel(name: string, make: (shipped: KernelFunc) => KernelFunc): void {
  if (replaced.has(name)) return;
  const config = tf.getKernel(name, RUNTIME);
  tf.unregisterKernel(name, RUNTIME);
  tf.registerKernel({ ...config, kernelFunc: make(config.kernelFunc) });
  replaced.add(name);
}

/** Frees what a kernel made on its way. */
export const forget = (backend: unknown, tensors: readonly tf.TensorInfo[]): void =>
  tensors.forEach(({ dataId }) => (backend as tf.KernelBackend).disposeData(dataId));
