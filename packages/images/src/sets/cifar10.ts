import { join } from 'node:path';
import { PartitaError, type Dataset } from '@partita/core';
import { fileBytes } from '../files/bytes.ts';
import { recordPool, type RecordFile } from '../files/records.ts';
import type { ImageShape, Pool } from '../pool.ts';
import { rawImages, type RawOptions } from './raw-images.ts';

export interface Cifar10Options extends RawOptions {
  /** Where the six files lie. */
  readonly directory: string;
  /** Images in each file. */
  readonly records: number;
}

export const CIFAR10_FILES = {
  train: [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`),
  test: ['test_batch.bin'],
};

const SHAPE: ImageShape = [32, 32, 3];
const CLASSES = 10;
const CIFAR10_RECORD = 1 + 3 * 32 * 32;

/**
 * CIFAR-10, binary version (Krizhevsky 2009): records of a label 0 … 9 and 3072 bytes, the red, the green and the blue plane.
 * @throws PartitaError when a file is missing or not of its size
 */
export function cifar10({ directory, records, ...options }: Cifar10Options): Dataset {
  const pool = (names: readonly string[]): Pool => cifar10Pool(directory, names, records);
  return rawImages({ train: pool(CIFAR10_FILES.train), test: pool(CIFAR10_FILES.test) }, options);
}

export function cifar10Pool(directory: string, names: readonly string[], records: number): Pool {
  return recordPool({
    files: names.map((name) => batchFile(join(directory, name), records)),
    shape: SHAPE,
    prefix: 1,
    planar: true,
    source: `'${directory}'`,
    inspect: ([label = CLASSES], { bytes: { path } }, row) => {
      if (label >= CLASSES)
        throw new PartitaError(`'${path}' has the label ${label} in record ${row} (the first is 0), not 0 to 9; the file is corrupt.`);
    },
  });
}

function batchFile(path: string, records: number): RecordFile {
  const bytes = fileBytes(path);
  const wanted = records * CIFAR10_RECORD;
  if (bytes.size !== wanted)
    throw new PartitaError(
      `'${path}' holds ${bytes.size} bytes instead of ${wanted}, ${records} records of ${CIFAR10_RECORD}: it is ${bytes.size < wanted ? 'truncated' : 'too long'}, or no batch of the binary version of CIFAR-10.`,
    );
  return { bytes, start: 0, count: records };
}
