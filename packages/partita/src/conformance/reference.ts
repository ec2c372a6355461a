import type { Backend } from '@partita/core';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

/** tfjs's plain cpu runtime, eager: slow, and independent of every runtime that is examined. */
export const reference: Backend = {
  name: 'cpu',
  async start() {
    tf.env().set('PROD', true); // no advertisement on the console; IS_TEST would take copies on wasm for leaks
    await tf.setBackend('cpu');
  },
  compile: (f) =>
    Object.assign((inputs: Parameters<typeof f>[0]) => tf.tidy(() => f(inputs) as object & tf.TensorContainer) as ReturnType<typeof f>, {
      dispose: () => undefined,
    }),
  stop: () => Promise.resolve(),
};
