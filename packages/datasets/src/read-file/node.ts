import { readFileSync } from 'node:fs';

/** A file's bytes. @throws what the file system throws */
export const readFile = (path: string): ArrayBuffer => new Uint8Array(readFileSync(path)).buffer;
