import { existsSync } from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describeFileError } from '@partita/core';

/**
 * Puts a copy of a file, if there is one, in its place, so that whoever holds it open no longer writes to what its name stands for.
 * @param workshop a folder of the same file system; it must exist
 */
export async function renewFile(path: string, workshop: string): Promise<void> {
  if (!existsSync(path)) return;
  const copy = join(workshop, basename(path));
  try {
    await copyFile(path, copy);
    await rename(copy, path);
  } catch (error) {
    throw describeFileError('renew', path, error);
  }
}
