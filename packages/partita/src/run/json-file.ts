import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '@partita/checkpoints';
import { describeFileError, messageOf, PartitaError, show } from '@partita/core';

/** Reads a JSON object. @throws PartitaError when the file is missing or holds something else */
export async function readJsonObject(path: string): Promise<Readonly<Record<string, unknown>>> {
  const value = await readJson(path);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new PartitaError(`'${path}' must hold a JSON object, not ${show(value)}.`);
  return value as Readonly<Record<string, unknown>>;
}

/** Writes JSON, whole or not at all; a file that holds it already is left alone. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if ((await readFile(path, 'utf8').catch(() => undefined)) !== text) await writeFileAtomically(path, text);
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw describeFileError('read', path, error);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')); // some editors put a byte order mark first
  } catch (error) {
    throw new PartitaError(`'${path}' is not valid JSON: ${printable(messageOf(error))}.`, { cause: error });
  }
}

/** The message of a JSON error, which quotes the file, without line breaks and control characters. */
const printable = (message: string): string =>
  message
    .replace(/ is not valid JSON$/, '')
    .replaceAll('...', '…')
    .replace(/[\p{Cc}\p{Cs}\uFFFD\s]+/gu, ' ')
    .trim();
