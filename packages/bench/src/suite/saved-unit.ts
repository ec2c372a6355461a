import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFileError } from '@partita/core';
import { z } from 'zod';
import { writeText } from '../command/write-text.ts';
import { rowSchema } from '../result/row.ts';
import type { Unit, UnitOutcome } from './suite.ts';

const savedSchema = z.object({
  input: z.string(),
  rows: z.array(rowSchema),
  experiment: z.object({ experiment: z.unknown(), cells: z.unknown() }).exactOptional(),
});

const fileIn = (folder: string): string => join(folder, 'unit.json');

/** What a unit found when it was run before, with the same input; undefined where it was not. */
export async function savedUnit(folder: string, { input }: Unit): Promise<UnitOutcome | undefined> {
  const text = await readFile(fileIn(folder), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = savedSchema.safeParse(jsonOf(text));
  return parsed.success && parsed.data.input === JSON.stringify(input) ? parsed.data : undefined;
}

/** Remembers what a unit found. @throws PartitaError saying why it cannot be written */
export async function saveUnit(folder: string, { input }: Unit, { rows, experiment }: UnitOutcome): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw describeFileError('make the folder', folder, error);
  });
  await writeText(fileIn(folder), `${JSON.stringify({ input: JSON.stringify(input), rows, ...(experiment ? { experiment } : {}) })}\n`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
