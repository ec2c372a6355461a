import { PartitaError } from '@partita/core';
import { chooseDevices, type Device, type DeviceChoice } from './choose-devices.ts';
import { listGpus } from './list-gpus.ts';
import { freeMemory, workersThatFit } from './workers-that-fit.ts';

/** Environment variables for a process. */
export type Environment = Readonly<Record<string, string>>;

export interface WorkerDevices {
  readonly devices: DeviceChoice;
  /** GiB of a GPU's memory that a worker takes; null where that is not counted. */
  readonly memoryPerWorker: number | null;
}

/** What holds a process on a device, for whatever computes by CUDA; Vulkan, and so WebGPU, takes no notice. */
const pinnedTo = ({ handle }: Device): Environment => ({
  CUDA_VISIBLE_DEVICES: handle,
  CUDA_DEVICE_ORDER: process.env['CUDA_DEVICE_ORDER'] ?? 'PCI_BUS_ID', // numbers as nvidia-smi's
});

/** The environments that hold a process on each of the devices, in the order given. @throws PartitaError where one is missing */
export const pinnings = async (choice: DeviceChoice): Promise<Environment[]> => chooseDevices(choice, await listGpus()).map(pinnedTo);

/**
 * The environment of each of at most `wanted` workers: worker i is on device i mod n.
 * @param isFirm whether it must be as many; if not, as many as the memory of the devices holds
 * @throws PartitaError where a device is missing, or its memory too small
 */
export async function pinWorkers(
  { devices: choice, memoryPerWorker }: WorkerDevices,
  wanted: number,
  isFirm: boolean,
): Promise<Environment[]> {
  const devices = chooseDevices(choice, await listGpus());
  const workers = memoryPerWorker === null ? wanted : workersThatFit(wanted, devices, memoryPerWorker);
  if (workers < wanted) {
    const fit = `${freeMemory(devices)}, and a worker takes ${memoryPerWorker}`;
    if (isFirm)
      throw new PartitaError(`executor.workers: ${wanted} do not fit: ${fit}; at most ${workers} ${workers === 1 ? 'does' : 'do'}.`);
    process.emitWarning(`${workers} networks train at the same time, not ${wanted}: ${fit}.`);
  }
  return Array.from({ length: workers }, (_, worker) => pinnedTo(devices[worker % devices.length] as Device));
}
