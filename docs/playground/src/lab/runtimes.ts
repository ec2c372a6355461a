/** The tensor runtimes that a page can offer. Another one is a line in this table; the first is the page's own choice. */
import { backendOnnxPlugin } from '@partita/backend-onnx';
import { backendWasmPlugin } from '@partita/backend-wasm';
import { backendWebgpuPlugin } from '@partita/backend-webgpu';
import type { Plugin } from '@partita/core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';

export const RUNTIMES: readonly Plugin[] = [backendOnnxPlugin, backendWasmPlugin, backendWebgpuPlugin];

setWasmPaths({
  'tfjs-backend-wasm.wasm': plainUrl,
  'tfjs-backend-wasm-simd.wasm': simdUrl,
  'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
});
