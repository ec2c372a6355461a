import { constants, existsSync, statSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeFileError } from '@partita/core';

/** Finds out before long work whether its file can be written; touches nothing. @throws PartitaError when it cannot */
export async function requireWritable(path: string): Promise<void> {
  const code = await obstacle(path);
  if (code !== undefined) throw describeFileError('write', path, { code });
}

async function obstacle(path: string): Promise<string | undefined> {
  if (existsSync(path) && statSync(path).isDirectory()) return 'EISDIR';
  let folder = dirname(path);
  while (!existsSync(folder)) folder = dirname(folder);
  if (!statSync(folder).isDirectory()) return 'ENOTDIR';
  return access(folder, constants.W_OK).then(
    () => undefined,
    (error: unknown) => (error as NodeJS.ErrnoException).code,
  );
}
