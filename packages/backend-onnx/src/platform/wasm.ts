import { messageOf, PartitaError } from '@partita/core';
import type { Operand, Runtime } from './runtime.ts';
import { wasmSession } from './wasm-session.ts';

let loaded: Runtime | undefined;

/** Fetches ONNX Runtime's WebAssembly module; from then on it answers at once. @throws PartitaError where it cannot be fetched */
export async function startRuntime(): Promise<Runtime> {
  if (loaded) return loaded;
  try {
    const { default: load } = await import('onnxruntime-web/ort-wasm-simd-threaded.mjs');
    const module = await load({ numThreads: 1 });
    if (module._OrtInit(1, FATAL) !== 0) throw new Error('it refuses to begin');
    return (loaded ??= { Session: wasmSession(module), Tensor: WasmTensor, providers: ['cpu'] });
  } catch (error) {
    throw new PartitaError(
      `ONNX Runtime does not start: ${messageOf(error).split('\n')[0] ?? ''}. Install onnxruntime-web ${VERSION} exactly, and let the page fetch its file ort-wasm-simd-threaded.wasm.`,
      { cause: error },
    );
  }
}

/** ONNX Runtime in this page. @throws PartitaError until it has been started */
export function runtime(): Runtime {
  if (!loaded)
    throw new PartitaError(
      'In browsers ONNX Runtime has to be fetched first: await new OnnxBackend().start() once, then call compiled functions.',
    );
  return loaded;
}

class WasmTensor implements Operand {
  readonly type: 'float32' | 'int32' | 'bool';
  readonly data: Float32Array;
  readonly dims: readonly number[];
  constructor(type: WasmTensor['type'], data: Float32Array, dims: readonly number[]) {
    this.type = type;
    this.data = data;
    this.dims = dims;
  }
}

/** Nothing is logged: what is worse than a warning is thrown. */
const FATAL = 4;

/** The version whose WebAssembly interface is used here. */
const VERSION = '1.30.0';
