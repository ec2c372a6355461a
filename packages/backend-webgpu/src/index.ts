/** The WebGPU runtime. */
import { Backend, defineComponent, definePlugin } from '@partita/core';
import { z } from 'zod';
import { WebgpuBackend } from './webgpu-backend.ts';

export const webgpu = defineComponent({
  port: Backend,
  kind: 'webgpu',
  summary: 'tfjs on a GPU by WebGPU, in browsers and in Node',
  options: z.object({
    adapter: z.enum(['high-performance', 'low-power']).default('high-performance').describe('which of several GPUs is asked for'),
    software: z.boolean().default(false).describe('whether an adapter that computes in software will do: for tests, it is slow'),
  }),
  create: (options) => new WebgpuBackend(options),
});

export const backendWebgpuPlugin = definePlugin({ name: '@partita/backend-webgpu', components: [webgpu] });
export default backendWebgpuPlugin;
export type { AdapterOptions } from './adapter.ts';
export { WebgpuBackend } from './webgpu-backend.ts';
