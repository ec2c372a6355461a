import { join } from 'node:path';
import type { Dataset } from '@partita/core';
import { exists } from '../files/bytes.ts';
import { idxPool } from '../files/idx.ts';
import { rawImages, type RawOptions } from './raw-images.ts';

export interface IdxOptions extends RawOptions {
  readonly directory: string;
  /** The file of the training images in the directory, without `.gz`. */
  readonly train: string;
  readonly test: string;
}

/** MNIST and its family. @throws PartitaError when a file is missing or its header does not fit it */
export const idx = ({ directory, train, test, ...options }: IdxOptions): Dataset =>
  rawImages({ train: idxPool(idxPath(directory, train)), test: idxPool(idxPath(directory, test)) }, options);

/** The plain file, or the gzipped one where only that is there. */
export function idxPath(directory: string, name: string): string {
  const plain = join(directory, name);
  return !exists(plain) && exists(`${plain}.gz`) ? `${plain}.gz` : plain;
}
