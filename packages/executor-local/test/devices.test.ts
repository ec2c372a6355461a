import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createContainer, Executor, PartitaError, Registry, WorkerEntry } from '@partita/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { executorLocalPlugin, LocalExecutor, pinnings, type LocalExecutorOptions } from '../src/index.ts';
import { pinWorkers } from '../src/devices/pinning.ts';
import { bundledWorker } from './bundled.ts';
import { makeJob, temporaryRun } from './jobs.ts';

const entry = await bundledWorker();
const TWO = ['0, GPU-aaaa, 81920, 40960', '1, GPU-bbbb, 81920, 20480'];

/** Puts a program on PATH that says what nvidia-smi would; without lines, there is none. */
function nvidiaSmi(lines?: readonly string[], status = 0): void {
  const folder = join(temporaryRun(), 'bin');
  mkdirSync(folder);
  vi.stubEnv('PATH', lines === undefined ? folder : `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
  if (lines === undefined) return;
  const file = join(folder, 'nvidia-smi');
  writeFileSync(file, `#!/bin/sh\ncat <<'END'\n${lines.join('\n')}\nEND\nexit ${status}\n`);
  chmodSync(file, 0o755);
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** The devices that so many jobs found themselves on. */
async function devicesOf(count: number, options: Partial<LocalExecutorOptions>): Promise<string[]> {
  const run = temporaryRun();
  const jobs = Array.from({ length: count }, (_, index) => makeJob(run, 'pinned', 1, index));
  await new LocalExecutor({ entry, ...options }).run(jobs, () => undefined, new AbortController().signal);
  return jobs.map(({ interval }) => readFileSync(join(run, `device-${interval.index}`), 'utf8'));
}

/** What CUDA is told of the devices of so many workers. */
const handles = async (...args: Parameters<typeof pinWorkers>): Promise<string[]> =>
  (await pinWorkers(...args)).map(({ CUDA_VISIBLE_DEVICES: handle }) => handle ?? '');

describe('workers on devices', () => {
  it('are spread over them in turn, and told by number in the order of nvidia-smi', async () => {
    nvidiaSmi(TWO);
    expect(await devicesOf(3, { workers: 3, devices: [1, 0] })).toEqual(['1', '0', '1'].map((device) => `${device} by PCI_BUS_ID`));
    expect(await devicesOf(2, { workers: 1, devices: 2 })).toEqual(Array(2).fill('0 by PCI_BUS_ID'));
  });

  it('see what this process sees where none are named', async () => {
    nvidiaSmi();
    vi.stubEnv('CUDA_VISIBLE_DEVICES', '5');
    expect(await devicesOf(1, {})).toEqual(['5 by default']);
  });

  it('stay within what a scheduler left to this process', async () => {
    nvidiaSmi(TWO);
    vi.stubEnv('CUDA_VISIBLE_DEVICES', 'GPU-bbbb,0');
    vi.spyOn(process, 'emitWarning').mockImplementationOnce(() => undefined);
    expect(await handles({ devices: 2, memoryPerWorker: 19 }, 4, false)).toEqual(['GPU-bbbb', '0']);
    await expect(pinnings([2])).rejects.toThrow(
      "executor.devices: there is no GPU 2; CUDA_VISIBLE_DEVICES='GPU-bbbb,0' leaves 2, numbers 0 to 1.",
    );
  });

  it('are no more than fit, said in a warning', async () => {
    nvidiaSmi(TWO);
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    expect(await handles({ devices: [0, 1], memoryPerWorker: 10 }, 8, false)).toEqual(['0', '1', '0', '1', '0']);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      '5 networks train at the same time, not 8: GPU 0 has 40.0 of 80.0 GiB free, GPU 1 has 20.0 of 80.0 GiB free, and a worker takes 10.',
    );
    warn.mockClear();
    expect(await handles({ devices: [0, 1], memoryPerWorker: 5 }, 4, false)).toEqual(['0', '1', '0', '1']);
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    [[0], 25, 2, 'executor.workers: 2 do not fit: GPU 0 has 40.0 of 80.0 GiB free, and a worker takes 25; at most 1 does.'],
    [
      [1],
      50,
      1,
      'executor.memoryPerWorker: 50 GiB are more than is free on the first GPU that a worker would get: GPU 1 has 20.0 of 80.0 GiB free.',
    ],
    [[7], null, 1, 'executor.devices: there is no GPU 7; nvidia-smi shows 2, numbers 0 to 1.'],
    [4, null, 1, 'executor.devices: 4 GPUs were asked for; nvidia-smi shows 2, numbers 0 to 1.'],
  ] as const)('are refused on %j with %j GiB each', async (devices, memoryPerWorker, wanted, sentence) => {
    nvidiaSmi(TWO);
    await expect(pinWorkers({ devices, memoryPerWorker }, wanted, true)).rejects.toThrow(new PartitaError(sentence));
  });

  it('are not counted against memory that the driver does not tell', async () => {
    nvidiaSmi(['0, GPU-aaaa, [N/A], [N/A]']);
    expect(await handles({ devices: [0], memoryPerWorker: null }, 1, true)).toEqual(['0']);
    await expect(pinWorkers({ devices: [0], memoryPerWorker: 1 }, 1, true)).rejects.toThrow(
      "executor.memoryPerWorker: nvidia-smi does not tell the memory of GPU 0 ('0'); leave memoryPerWorker out, and set workers.",
    );
  });

  it('need nvidia-smi, and one that works', async () => {
    nvidiaSmi();
    await expect(pinnings(1)).rejects.toThrow(
      'executor.devices: GPUs are looked up by nvidia-smi, which is not here: install the driver of NVIDIA; or leave devices out.',
    );
    vi.unstubAllEnvs();
    nvidiaSmi(['NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver.'], 9);
    await expect(pinnings(1)).rejects.toThrow(/which fails: NVIDIA-SMI has failed because .* NVIDIA driver; or leave devices out\.$/);
  });
});

describe('the options', () => {
  const registry = new Registry([executorLocalPlugin]);

  it.each([
    [[], 'must have at least 1 item, got [].'],
    [[0, 0], 'the same GPU is named twice.'],
    [0, 'must be at least 1, got 0.'],
    ['all', 'expected the numbers of different GPUs, such as [0, 1], or how many, got "all".'],
  ])('refuse the devices %j', (devices, reason) => {
    const attempt = () => registry.resolve(Executor, { kind: 'local', devices }, 'executor');
    expect(attempt).toThrow(new PartitaError(`executor.devices: ${reason}`));
  });

  it('make an executor', () => {
    const container = createContainer(registry).provide(WorkerEntry, entry);
    expect(container.build(Executor, { kind: 'local', devices: [0, 1], memoryPerWorker: 2.5 })).toBeInstanceOf(LocalExecutor);
  });
});
