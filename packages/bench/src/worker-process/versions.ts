import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';

/** The packages that compute, by the name of the backend that is made of them. */
const COMPUTING: Readonly<Record<string, string>> = { wasm: '@tensorflow/tfjs-backend-wasm', onnx: 'onnxruntime-node' };

/** The versions of what computes on a runtime that has started: Node, tfjs-core, the package below it, and TensorFlow where that is below it. */
export function versionsOf(runtime: string): Record<string, string> {
  const require = createRequire(import.meta.url);
  const found = ['@tensorflow/tfjs-core', COMPUTING[runtime] ?? []].flat().flatMap((name) => {
    try {
      return [[name, (require(`${name}/package.json`) as { version: string }).version] as const];
    } catch {
      return [];
    }
  });
  const { binding } = tf.backend() as { binding?: { TF_Version?: string } };
  const tensorflow = binding?.TF_Version === undefined ? {} : { tensorflow: binding.TF_Version };
  return { node: process.versions.node, ...Object.fromEntries(found), ...tensorflow };
}
