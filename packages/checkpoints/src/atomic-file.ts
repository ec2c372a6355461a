import { copyFile, link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeFileError } from '@partita/core';
import { makeFolder } from './make-folder.ts';
import { sweepTemporaries, temporaryPath } from './temporary-files.ts';

export interface AtomicWriteOptions {
  /** Where the file that is replaced is kept. */
  readonly previous?: string;
  /** A folder of the same file system that temporary files are made in; it must exist. @default the file's own */
  readonly workshop?: string;
}

/**
 * Writes a file such that whoever reads it, at any instant and after any crash, finds the old content or the new one, whole:
 * temporary file beside it, fsync, rename, fsync of the folder. Folders are made; what killed processes left is removed.
 * @throws PartitaError saying why not; the old file is then untouched
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  { previous, workshop }: AtomicWriteOptions = {},
): Promise<void> {
  const fresh = temporaryPath(path, workshop);
  const kept = previous === undefined ? undefined : temporaryPath(previous, workshop);
  try {
    if (workshop === undefined) {
      await makeFolder(dirname(path));
      await sweepTemporaries(dirname(path));
    }
    await writeDurably(fresh.path, content);
    const keeps = kept !== undefined && (await keep(path, kept.path));
    await rename(fresh.path, path); // from here on the new content is in place
    if (keeps) await rename(kept.path, previous as string);
    await syncDirectory(dirname(path));
  } catch (error) {
    throw describeFileError('write', path, error);
  } finally {
    await fresh.dispose();
    await kept?.dispose();
  }
}

async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A second name for a file, or a copy where the file system has no hard links; false if there is no such file. */
async function keep(path: string, to: string): Promise<boolean> {
  try {
    await link(path, to).catch(async (error: unknown) => {
      if (isMissing(error)) throw error;
      await rm(to, { force: true });
      await copyFile(path, to);
    });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Makes renames in a folder last; systems that cannot open a folder (Windows) need no such thing. */
async function syncDirectory(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
