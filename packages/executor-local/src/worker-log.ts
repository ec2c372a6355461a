import { writeSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describeFileError, type TrainJob } from '@partita/core';

/** A file to which a worker's output is appended while it runs one job. */
export interface WorkerLog {
  readonly path: string;
  write(output: Uint8Array): void;
  /** The last lines written since it was opened. */
  tail(): Promise<string>;
  close(): Promise<void>;
}

const TAIL_BYTES = 8192;
const TAIL_LINES = 20;

/** Where a job's output goes: `intervals/0003/worker.log` in its run's directory. */
export const workerLogPath = ({ run, interval }: TrainJob): string =>
  join(run, 'intervals', String(interval.index).padStart(4, '0'), 'worker.log');

/** Opens a log at its end. @throws PartitaError saying why it cannot be opened */
export async function openWorkerLog(path: string): Promise<WorkerLog> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a+');
    const { size: start } = await file.stat();
    return {
      path,
      write: (output) => void writeSync(file.fd, output),
      async tail() {
        const { size } = await file.stat();
        const from = Math.max(start, size - TAIL_BYTES);
        const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
        return buffer.toString('utf8', 0, bytesRead).trim().split('\n').slice(-TAIL_LINES).join('\n');
      },
      close: () => file.close(),
    };
  } catch (error) {
    throw describeFileError('open', path, error);
  }
}
