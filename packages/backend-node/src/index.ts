/** TensorFlow in Node, on a CPU or a CUDA GPU. */
import { Backend, defineComponent, definePlugin } from '@partita/core';
import { z } from 'zod';
import { NodeBackend } from './node-backend.ts';

export const node = defineComponent({
  port: Backend,
  kind: 'node',
  summary: 'TensorFlow by tfjs-node, which you install beside it: CUDA GPUs, and CPUs',
  options: z.object({
    device: z.enum(['cpu', 'gpu']).default('cpu').describe("what it must compute on; 'gpu' takes @tensorflow/tfjs-node-gpu"),
    threads: z.int().min(1).max(256).default(1).describe('threads inside one operator, on a CPU'),
  }),
  create: (options) => new NodeBackend(options),
});

export const backendNodePlugin = definePlugin({ name: '@partita/backend-node', components: [node] });
export default backendNodePlugin;
export type { Device } from './device.ts';
export { NodeBackend, type NodeBackendOptions } from './node-backend.ts';
