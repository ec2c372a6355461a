import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync, zipSync } from 'fflate';

const RUNS = fileURLToPath(new URL('../../../../runs', import.meta.url));
const made: string[] = [];

/** A folder for a run, in this repository: a plugin that lies in a run finds its packages there. */
export function freshFolder(): string {
  mkdirSync(RUNS, { recursive: true });
  const folder = mkdtempSync(path.join(RUNS, 'playground-test-'));
  made.push(folder);
  return folder;
}

export const removeFolders = (): void => made.forEach((folder) => rmSync(folder, { recursive: true, force: true }));

/** Unpacks a zip; returns the folder in it. */
export function unpack(zip: Uint8Array, into: string): string {
  const files = Object.entries(unzipSync(zip));
  for (const [name, bytes] of files) {
    mkdirSync(path.dirname(path.join(into, name)), { recursive: true });
    writeFileSync(path.join(into, name), bytes);
  }
  return path.join(into, (files[0]?.[0] ?? '').split('/')[0] as string);
}

/** A folder as a zip. */
export function pack(folder: string): Uint8Array {
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(path.join(folder, name)).isFile());
  return zipSync(Object.fromEntries(files.map((name) => [`run/${name}`, new Uint8Array(readFileSync(path.join(folder, name)))])));
}
