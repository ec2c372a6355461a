/** WebGPU in Node: Dawn, from the optional package `webgpu`. */
import { messageOf, PartitaError } from '@partita/core';

/** Puts WebGPU where browsers have it and tfjs looks for it. @throws PartitaError where the package is missing or does not load */
export async function provideGpu(): Promise<GPU> {
  const { navigator } = globalThis as { navigator?: { gpu?: GPU } };
  if (navigator?.gpu) return navigator.gpu;
  const { create, globals } = await dawn();
  Object.assign(globalThis, globals);
  const gpu = create([]);
  if (navigator) Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true, writable: true });
  else Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true, writable: true });
  return gpu;
}

/** What to do where WebGPU knows no adapter. */
export const NEEDS =
  process.platform === 'linux'
    ? 'install the Vulkan driver of the graphics card and its loader, libvulkan.so.1'
    : 'install the driver of the graphics card';

interface Dawn {
  readonly create: (options: string[]) => GPU;
  /** The classes and constants that browsers have as globals. */
  readonly globals: object;
}

async function dawn(): Promise<Dawn> {
  try {
    return await import('webgpu');
  } catch (error) {
    const reason = messageOf(error).split('\n')[0] ?? '';
    const isAbsent = /Cannot find (package|module) '?webgpu'?|Failed to load url webgpu/.test(reason);
    throw new PartitaError(
      isAbsent
        ? "The webgpu backend needs the package 'webgpu' in Node, which is not installed: npm install webgpu"
        : `The package 'webgpu' does not load on ${process.platform}-${process.arch} (${reason}); choose another backend.`,
      { cause: error },
    );
  }
}
