import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Temporary files are called `.<file>.<host>.<pid>.<number>.tmp`, so that another process can tell which are left over. */
const NAME = /^\..+\.([^.]+)\.(\d+)\.\d+\.tmp$/;
const STALE_AFTER_MS = 3_600_000;

const host = hostname().replace(/[^\w-]/g, '-') || 'host';
const inUse = new Set<string>();
let count = 0;

export interface TemporaryPath {
  readonly path: string;
  /** Removes the file, if it is still there. */
  dispose(): Promise<void>;
}

/** A name that no other file has, beside `path` or in another folder. */
export function temporaryPath(path: string, folder = dirname(path)): TemporaryPath {
  const temporary = join(folder, `.${basename(path)}.${host}.${process.pid}.${++count}.tmp`);
  inUse.add(temporary);
  return {
    path: temporary,
    async dispose() {
      await rm(temporary, { force: true }).catch(() => undefined);
      inUse.delete(temporary);
    },
  };
}

/** Removes the temporary files that killed processes left in a folder. */
export async function sweepTemporaries(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (NAME.test(name) && !inUse.has(path) && (await isStale(path, name))) await rm(path, { force: true }).catch(() => undefined);
  }
}

/** Its process is gone or, where that cannot be told (another machine, a number used again), it is an hour old. */
async function isStale(path: string, name: string): Promise<boolean> {
  const [, owner, pid] = NAME.exec(name) as RegExpExecArray;
  if (owner === host && (Number(pid) === process.pid || !isAlive(Number(pid)))) return true;
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
  return Date.now() - mtimeMs > STALE_AFTER_MS;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
