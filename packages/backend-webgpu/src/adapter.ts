import { NEEDS } from '#gpu';
import { PartitaError } from '@partita/core';

export interface AdapterOptions {
  /** Whether an adapter that computes in software will do. @default false */
  readonly software?: boolean;
  /** Which of several GPUs is asked for. @default 'high-performance' */
  readonly adapter?: 'high-performance' | 'low-power';
}

/** @throws PartitaError where there is none, or only one in software that was not asked for */
export async function requestAdapter(gpu: GPU, { software = false, adapter: powerPreference = 'high-performance' }: AdapterOptions = {}) {
  const found = await gpu.requestAdapter({ powerPreference });
  if (!found) throw new PartitaError(`WebGPU finds no GPU on this machine: ${NEEDS}; or choose another backend.`);
  requireAllowed(await describeAdapter(found), software);
  return found;
}

export interface AdapterName {
  /** For people: the GPU's own name where it tells one. */
  readonly name: string;
  readonly isSoftware: boolean;
}

/** What an adapter says of itself; browsers tell less than Node. */
export async function describeAdapter(adapter: GPUAdapter): Promise<AdapterName> {
  const { vendor, architecture, device, description, isFallbackAdapter } = await informationOf(adapter);
  const name = description || [vendor, architecture, device].filter(Boolean).join(' ') || 'a GPU without a name';
  const isSoftware = isFallbackAdapter === true || SOFTWARE.test([vendor, architecture, device, description].join(' '));
  return { name, isSoftware };
}

/** @throws PartitaError for an adapter in software that was not asked for */
export function requireAllowed({ name, isSoftware }: AdapterName, software: boolean): void {
  if (isSoftware && !software)
    throw new PartitaError(
      `The only adapter that WebGPU finds here computes in software (${name}), far slower than the backends 'onnx' and 'wasm'; allow it with --set backend.software=true, or choose one of those.`,
    );
}

type Information = Partial<GPUAdapterInfo> & { readonly isFallbackAdapter?: boolean };

/** Older browsers say whether an adapter is a fallback on the adapter itself. */
async function informationOf(adapter: GPUAdapter): Promise<Information> {
  const { info, isFallbackAdapter } = adapter as { info?: Information; isFallbackAdapter?: boolean };
  const information = info ?? (await adapter.requestAdapterInfo());
  return {
    vendor: information.vendor ?? '',
    architecture: information.architecture ?? '',
    device: information.device ?? '',
    description: information.description ?? '',
    isFallbackAdapter: (information.isFallbackAdapter ?? isFallbackAdapter) === true,
  };
}

/** Names of Vulkan's and Windows' renderers in software. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|\bwarp\b|basic render/i;
