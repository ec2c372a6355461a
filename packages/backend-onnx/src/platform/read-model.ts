import { readFileSync } from 'node:fs';
import { describeFileError } from '@partita/core';

/** The bytes of a model's file. @throws PartitaError when it cannot be read */
export function readModel(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw describeFileError('read', path, error);
  }
}
