import { rename, writeFile } from 'node:fs/promises';
import { describeFileError } from '@partita/core';

/** Writes a file so that its readers see the old one or the new one, whole. @throws PartitaError saying why it cannot */
export async function writeText(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    throw describeFileError('write', file, error);
  }
}
