import { messageOf, PartitaError } from '@partita/core';
import { createRequire } from 'node:module';
import type { Runtime } from './runtime.ts';

let native: Runtime | undefined;

/** ONNX Runtime in this process. @throws PartitaError where it is not installed, or is another version than the one this package is made for */
export function runtime(): Runtime {
  if (native) return native;
  const require = createRequire(import.meta.url);
  try {
    const ort = require('onnxruntime-node') as typeof import('onnxruntime-node');
    const { binding, initOrt } = require('onnxruntime-node/dist/binding.js') as {
      binding: { InferenceSession: Runtime['Session']; listSupportedBackends: () => { readonly name: string }[] };
      initOrt: () => void;
    };
    ort.env.logLevel = 'fatal'; // what is worse than a warning is thrown as well
    initOrt();
    const { prototype } = binding.InferenceSession as { prototype: Partial<InstanceType<Runtime['Session']>> };
    if (typeof prototype.run !== 'function') throw new Error('its session has no run()');
    return (native = {
      Session: binding.InferenceSession,
      Tensor: ort.Tensor as unknown as Runtime['Tensor'],
      providers: binding.listSupportedBackends().map(({ name }) => name),
    });
  } catch (error) {
    throw new PartitaError(
      `ONNX Runtime does not start: ${messageOf(error).split('\n')[0] ?? ''}. Install onnxruntime-node ${VERSION} exactly, on Linux, macOS or Windows; or choose another backend.`,
      { cause: error },
    );
  }
}

/** The same, for whom can wait. */
export const startRuntime = async (): Promise<Runtime> => runtime();

/** The version whose synchronous interface is used here. */
const VERSION = '1.30.0';
