import { PartitaError } from '@partita/core';
import type { Device } from './choose-devices.ts';

/** How many of `workers` are on the device at a place in the list: worker i is on device i mod n. */
const share = (workers: number, place: number, devices: number): number => Math.ceil((workers - place) / devices);

/**
 * The most workers, up to a wanted number, that the free memory of the devices holds when each takes `memoryPerWorker` GiB.
 * @throws PartitaError where not one fits, or the driver does not tell the memory of a device
 */
export function workersThatFit(wanted: number, devices: readonly Device[], memoryPerWorker: number): number {
  const room = devices.map(({ number, handle, gpu }) => {
    if (gpu === undefined || Number.isNaN(gpu.freeGiB))
      throw new PartitaError(
        `executor.memoryPerWorker: nvidia-smi does not tell the memory of GPU ${number} ('${handle}'); leave memoryPerWorker out, and set workers.`,
      );
    return Math.floor(gpu.freeGiB / memoryPerWorker);
  });
  let workers = wanted;
  while (workers > 0 && room.some((most, place) => share(workers, place, devices.length) > most)) workers--;
  if (workers > 0) return workers;
  throw new PartitaError(
    `executor.memoryPerWorker: ${memoryPerWorker} GiB are more than is free on the first GPU that a worker would get: ${freeMemory(devices.slice(0, 1))}.`,
  );
}

/** What is free on each device, in words. */
export const freeMemory = (devices: readonly Device[]): string =>
  devices
    .map(({ number, gpu }) => `GPU ${number} has ${gpu?.freeGiB.toFixed(1) ?? '?'} of ${gpu?.totalGiB.toFixed(1) ?? '?'} GiB free`)
    .join(', ');
