import { messageOf, PartitaError } from '@partita/core';
import { createRequire } from 'node:module';
import type { InferenceSession, Tensor } from 'onnxruntime-node';

/** The synchronous half of onnxruntime-node, which its public interface wraps in promises. */
export interface NativeSession {
  loadModel(buffer: ArrayBufferLike, byteOffset: number, byteLength: number, options: InferenceSession.SessionOptions): void;
  run(feeds: Record<string, Tensor>, fetches: Record<string, Tensor | null>, options: InferenceSession.RunOptions): Record<string, Tensor>;
  dispose(): void;
}

interface Native {
  readonly Session: new () => NativeSession;
  readonly Tensor: typeof Tensor;
  readonly providers: readonly string[];
}

let native: Native | undefined;

/** ONNX Runtime in this process. @throws PartitaError where it is not installed, or is another version than the one this package is made for */
export function loadNative(): Native {
  if (native) return native;
  const require = createRequire(import.meta.url);
  try {
    const ort = require('onnxruntime-node') as typeof import('onnxruntime-node');
    const { binding, initOrt } = require('onnxruntime-node/dist/binding.js') as {
      binding: { InferenceSession: new () => NativeSession; listSupportedBackends: () => { readonly name: string }[] };
      initOrt: () => void;
    };
    ort.env.logLevel = 'fatal'; // what is worse than a warning is thrown as well
    initOrt();
    const { prototype } = binding.InferenceSession as { prototype: Partial<NativeSession> };
    if (typeof prototype.run !== 'function') throw new Error('its session has no run()');
    return (native = {
      Session: binding.InferenceSession,
      Tensor: ort.Tensor,
      providers: binding.listSupportedBackends().map(({ name }) => name),
    });
  } catch (error) {
    throw new PartitaError(
      `ONNX Runtime does not start: ${messageOf(error).split('\n')[0] ?? ''}. Install onnxruntime-node ${VERSION} exactly, on Linux, macOS or Windows; or choose another backend.`,
      { cause: error },
    );
  }
}

/** The version whose synchronous interface is used here. */
const VERSION = '1.30.0';
