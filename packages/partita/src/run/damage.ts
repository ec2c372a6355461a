import { parseValue, PartitaError } from '@partita/core';
import type { z } from 'zod';
import { readJson } from './json-file.ts';

/** What a JSON file holds, checked. @throws PartitaError when it is missing, or not what was written there */
export async function readAs<S extends z.ZodType>(schema: S, path: string): Promise<z.output<S>> {
  const value = await readJson(path);
  return orDamaged(path, () => parseValue(schema, value));
}

/** Puts the name of a file of ours before what is wrong in it. */
export function orDamaged<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof PartitaError ? new PartitaError(`'${path}' is damaged: ${error.message}`, { cause: error }) : error;
  }
}
