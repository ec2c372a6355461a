/** The WebAssembly runtime. */
import { requireWasmFiles } from '#wasm-directory';
import { Backend, defineComponent, definePlugin } from '@partita/core';
import { z } from 'zod';
import { WasmBackend } from './wasm-backend.ts';

export const wasm = defineComponent({
  port: Backend,
  kind: 'wasm',
  summary: 'tfjs on WebAssembly: runs everywhere, one thread',
  options: z.object({ directory: z.string().optional().describe('where the .wasm files lie; default: the installed package') }),
  create: ({ directory }) => {
    requireWasmFiles(directory);
    return new WasmBackend(directory);
  },
});

export const backendWasmPlugin = definePlugin({ name: '@partita/backend-wasm', components: [wasm] });
export default backendWasmPlugin;
export { WasmBackend } from './wasm-backend.ts';
