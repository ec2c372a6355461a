import { readFile } from 'node:fs/promises';
import { describeFileError, type Checkpoint } from '@partita/core';
import { decodeCheckpoint } from './checkpoint-file.ts';

/** The bytes of a file; undefined if there is no such file. @throws PartitaError when it cannot be read */
export async function readIfPresent(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw describeFileError('read', path, error);
  }
}

/** The checkpoint in a file; undefined if there is no such file. @throws PartitaError when it cannot be read, or is damaged */
export async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  const bytes = await readIfPresent(path);
  return bytes && decodeCheckpoint(bytes, `'${path}'`);
}
