import type { Dataset } from '@partita/core';
import { readNpy } from '../read-npy.ts';
import { rowsDataset } from '../rows.ts';

export interface NpyOptions {
  readonly path: string;
  readonly testFraction: number;
}

/** The rows of a NumPy file `[n, d]`, read whole. @throws PartitaError when the file cannot serve */
export function npy({ path, testFraction }: NpyOptions): Dataset {
  const { values, columns } = readNpy(path);
  return rowsDataset({ values, shape: [columns], testFraction, source: `'${path}'` });
}
