import * as tf from '@tensorflow/tfjs-core';

type KernelFunc = tf.KernelConfig['kernelFunc'];

const replaced = new Set<string>();

/** Puts a kernel of the wasm runtime in the place of the shipped one, which it is given; once per process. */
export function replaceKernel(name: string, make: (shipped: KernelFunc) => KernelFunc): void {
  if (replaced.has(name)) return;
  const config = tf.getKernel(name, 'wasm');
  tf.unregisterKernel(name, 'wasm');
  tf.registerKernel({ ...config, kernelFunc: make(config.kernelFunc) });
  replaced.add(name);
}

/** Gives the wasm runtime a kernel that it lacks; once per process. */
export function supplyKernel(kernelName: string, kernelFunc: KernelFunc): void {
  const known = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined;
  if (!known) tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
}
