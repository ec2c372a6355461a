/** tfjs's name for the runtime, under which its kernels are registered. */
export const RUNTIME = 'webgpu';
