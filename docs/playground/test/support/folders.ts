import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';

/** A folder of this test's own. */
export const freshFolder = (): string => mkdtempSync(path.join(tmpdir(), 'partita-page-run-'));

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
