import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '@partita/core';

/**
 * The plain tfjs cpu runtime as a backend, for tests of components that need one. Slow, and without a dependency of its
 * own: the test's package installs `@tensorflow/tfjs-backend-cpu` and `@tensorflow/tfjs-layers` (which registers gradients).
 */
export function referenceBackend(): Backend {
  return {
    name: 'cpu',
    async start() {
      tf.env().set('IS_TEST', true);
      await Promise.all(['@tensorflow/tfjs-backend-cpu', '@tensorflow/tfjs-layers'].map((name) => import(name)));
      await tf.setBackend('cpu');
    },
    compile: (f) =>
      Object.assign((inputs: Parameters<typeof f>[0]) => tf.tidy(() => f(inputs) as object & tf.TensorContainer) as ReturnType<typeof f>, {
        dispose: () => undefined,
      }),
    stop: () => Promise.resolve(),
  };
}
