/** Functions of tensors, recorded once and replayed by ONNX Runtime. */
import { Backend, defineComponent, definePlugin } from '@partita/core';
import { z } from 'zod';
import { onnxFeaturesComponent } from './features/onnx-features.ts';
import { OnnxBackend } from './onnx-backend.ts';

export const onnx = defineComponent({
  port: Backend,
  kind: 'onnx',
  summary: 'functions recorded once and replayed as one ONNX Runtime graph: the fastest on a CPU',
  options: z.object({
    provider: z.enum(['cpu', 'cuda', 'webgpu']).default('cpu').describe("ONNX Runtime's execution provider"),
    threads: z.int().min(1).max(256).default(1).describe('threads inside one operator'),
    cacheLimit: z.int().min(1).max(4096).default(16).describe('input signatures a function is compiled for at most'),
  }),
  create: (options) => new OnnxBackend(options),
});

export const backendOnnxPlugin = definePlugin({ name: '@partita/backend-onnx', components: [onnx, onnxFeaturesComponent] });
export default backendOnnxPlugin;
export { onnxFeatures, type OnnxFeaturesOptions } from './features/onnx-features.ts';
export { jit, type Jitted } from './jit.ts';
export { OnnxBackend } from './onnx-backend.ts';
export type { Provider, RunOptions } from './run/options.ts';
export { traceRowsToOnnx, traceToOnnx, type ExportNames } from './trace-to-onnx.ts';
