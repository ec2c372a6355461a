import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '@partita/checkpoints';
import { describeFileError, messageOf, PartitaError } from '@partita/core';

/** Reads JSON. @throws PartitaError when the file is missing or is not JSON */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw describeFileError('read', path, error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PartitaError(`'${path}' is not valid JSON: ${messageOf(error)}.`);
  }
}

/** Writes JSON, whole or not at all. */
export const writeJson = (path: string, value: unknown): Promise<void> => writeFileAtomically(path, `${JSON.stringify(value, null, 2)}\n`);
