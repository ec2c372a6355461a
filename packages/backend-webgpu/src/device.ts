import { messageOf, PartitaError } from '@partita/core';

/** Limits that are raised to what the adapter can do: what tfjs's kernels ask for. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** @throws PartitaError where the adapter gives no device */
export async function requestDevice(adapter: GPUAdapter, name: string): Promise<GPUDevice> {
  try {
    return await adapter.requestDevice({ requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])) });
  } catch (error) {
    throw new PartitaError(`The GPU ${name} opens no device: ${messageOf(error)}; choose another backend.`, { cause: error });
  }
}
