import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFileError, PartitaError } from '@partita/core';
import { z } from 'zod';
import { writeText } from '../command/write-text.ts';

const claimSchema = z.object({ date: z.string(), settings: z.record(z.string(), z.unknown()) });

/**
 * Marks a folder as a suite's, or finds the mark of the same suite.
 * @returns when the suite began
 * @throws PartitaError when the folder is that of another suite, or cannot be written
 */
export async function claimFolder(folder: string, settings: Readonly<Record<string, unknown>>, date: string): Promise<string> {
  const file = join(folder, 'suite.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw describeFileError('make the folder', folder, error);
    });
    await writeText(file, `${JSON.stringify({ date, settings })}\n`);
    return date;
  }
  const claim = claimSchema.safeParse(jsonOf(text));
  if (!claim.success) throw new PartitaError(`'${file}' is damaged; choose another folder with --out.`);
  for (const [name, value] of Object.entries(settings)) {
    const before = JSON.stringify(claim.data.settings[name]);
    if (before !== JSON.stringify(value))
      throw new PartitaError(
        `The suite in '${folder}' was begun with ${name} = ${before}, not ${JSON.stringify(value)}; choose another folder with --out.`,
      );
  }
  return claim.data.date;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
