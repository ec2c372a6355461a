import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '@partita/core';
import { referenceBackend } from './reference-backend.ts';

/**
 * The plain tfjs cpu runtime in double precision, for certificates that single precision would hide: between `start` and `stop`
 * every Float32Array that is made, by tfjs or by a test, is a Float64Array. All other code stays as it is. A test that starts it
 * shares its file with no other runtime, and stops it in `afterAll`.
 */
export function doublePrecisionBackend(): Backend {
  const single = globalThis.Float32Array;
  return {
    ...referenceBackend(),
    name: 'cpu-double',
    async start() {
      await referenceBackend().start();
      const isOfTfjs = (a: unknown): a is Float32Array => ArrayBuffer.isView(a) && !(a instanceof DataView);
      tf.env().platform.isTypedArray = isOfTfjs;
      globalThis.Float32Array = Float64Array as unknown as Float32ArrayConstructor;
    },
    stop() {
      globalThis.Float32Array = single;
      return Promise.resolve();
    },
  };
}
