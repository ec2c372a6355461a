import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { messageOf, PartitaError } from '@partita/core';

/** A GPU as the driver sees it. Memory in GiB; not a number where the driver does not tell. */
export interface Gpu {
  readonly index: number;
  readonly uuid: string;
  readonly totalGiB: number;
  readonly freeGiB: number;
}

const QUERY = ['--query-gpu=index,uuid,memory.total,memory.free', '--format=csv,noheader,nounits'];
const PATIENCE_MS = 20_000;

/** The NVIDIA GPUs of this machine, in the order of their PCI bus. @throws PartitaError where nvidia-smi is missing or fails */
export async function listGpus(): Promise<Gpu[]> {
  const said = await promisify(execFile)('nvidia-smi', QUERY, { timeout: PATIENCE_MS }).catch((error: unknown) => {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new PartitaError(
      `executor.devices: GPUs are looked up by nvidia-smi, which ${isMissing ? 'is not here: install the driver of NVIDIA' : `fails: ${reason(error)}`}; or leave devices out.`,
      { cause: error },
    );
  });
  return said.stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [index, uuid, total, free] = line.split(',').map((field) => field.trim());
      return { index: Number(index), uuid: uuid ?? '', totalGiB: Number(total) / 1024, freeGiB: Number(free) / 1024 };
    });
}

/** What the program said of its failure, on either stream, without a full stop. */
function reason(error: unknown): string {
  const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
  const [line = ''] = (stderr.trim() || stdout.trim() || messageOf(error)).split('\n');
  return line.replace(/\.$/, '');
}
