import { PartitaError } from '@partita/core';

/** There is no file system in a browser. @throws PartitaError saying what serves instead */
export function readFile(path: string): ArrayBuffer {
  throw new PartitaError(`In a browser there is no file '${path}' to read; hand rows that are in memory to rowsDataset({ values, … }).`);
}
