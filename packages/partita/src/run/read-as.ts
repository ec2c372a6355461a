import { parseValue } from '@partita/core';
import type { z } from 'zod';
import { readJsonObject } from './json-file.ts';
import { naming } from './naming.ts';

/** What a JSON file of ours holds, checked. @throws PartitaError when it is missing, or not what was written there */
export async function readAs<S extends z.ZodType>(schema: S, path: string): Promise<z.output<S>> {
  const value = await readJsonObject(path);
  return naming(damaged(path), () => parseValue(schema, value));
}

/** A file that does not hold what was written there. */
export const damaged = (path: string): string => `'${path}' is damaged`;
