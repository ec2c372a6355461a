import { PartitaError } from '@partita/core';
import type { Gpu } from './list-gpus.ts';

/** GPUs by their numbers, or the first so many. */
export type DeviceChoice = number | readonly number[];

/** A GPU that workers are given. */
export interface Device {
  /** Its number among those that this process may use. */
  readonly number: number;
  /** What `CUDA_VISIBLE_DEVICES` calls it. */
  readonly handle: string;
  /** Undefined where the driver lists no GPU of that name, as for a slice of one (MIG). */
  readonly gpu: Gpu | undefined;
}

/**
 * The chosen ones among the GPUs that this process may use. Where `CUDA_VISIBLE_DEVICES` is set, as by Slurm, device k is the k-th in it.
 * @throws PartitaError where there is no such GPU
 */
export function chooseDevices(choice: DeviceChoice, gpus: readonly Gpu[], visible = process.env['CUDA_VISIBLE_DEVICES']): Device[] {
  const handles =
    visible === undefined
      ? gpus.map(({ index }) => String(index))
      : visible
          .split(',')
          .map((handle) => handle.trim())
          .filter((handle) => handle !== '' && handle !== '-1');
  const numbers = typeof choice === 'number' ? Array.from({ length: choice }, (_, number) => number) : choice;
  return numbers.map((number) => {
    const handle = handles[number];
    if (handle === undefined) throw noSuchDevice(choice, number, handles.length, visible);
    return {
      number,
      handle,
      gpu: gpus.find(({ index, uuid }) => (/^\d+$/.test(handle) ? index === Number(handle) : uuid.startsWith(handle))),
    };
  });
}

function noSuchDevice(choice: DeviceChoice, number: number, count: number, visible: string | undefined): PartitaError {
  const where = visible === undefined ? 'nvidia-smi shows' : `CUDA_VISIBLE_DEVICES='${visible}' leaves`;
  const there = count === 0 ? 'none' : count === 1 ? 'one, number 0' : `${count}, numbers 0 to ${count - 1}`;
  const asked = typeof choice === 'number' ? `${choice} GPUs were asked for` : `there is no GPU ${number}`;
  return new PartitaError(`executor.devices: ${asked}; ${where} ${there}.`);
}
