import { lstatSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeJson } from './json-file.ts';

/** Writes JSON files; if one cannot be written, the files and folders that were made for them are removed again. */
export async function writeTogether(files: readonly (readonly [path: string, value: unknown])[]): Promise<void> {
  const made: string[] = [];
  try {
    for (const [path, value] of files) {
      made.push(...missing(path));
      await writeJson(path, value);
    }
  } catch (error) {
    const deepestFirst = made.sort((a, b) => b.length - a.length);
    for (const path of deepestFirst) await rm(path).catch(() => rmdir(path).catch(() => undefined));
    throw error;
  }
}

/** Those of a path and the folders above it that do not exist. */
const missing = (path: string): string[] => (exists(path) ? [] : [path, ...missing(dirname(path))]);

/** True also of a link to nowhere. */
function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
