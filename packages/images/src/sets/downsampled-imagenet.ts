import { join } from 'node:path';
import { PartitaError, type Dataset } from '@partita/core';
import { recordPool, type RecordFile } from '../files/records.ts';
import { imageDataset } from '../image-dataset.ts';
import { numpyHeader } from '../numpy/header.ts';
import { npzArray } from '../numpy/member.ts';
import type { ImageShape, Pool } from '../pool.ts';
import type { RawOptions } from './raw-images.ts';

export interface DownsampledImagenetOptions extends RawOptions {
  readonly directory: string;
  /** Height and width: 8, 16, 32 or 64. */
  readonly side: number;
  /** Training files, from `train_data_batch_1.npz`. */
  readonly batches: number;
}

const BYTES_OF: Readonly<Record<string, number>> = { u1: 1, f4: 4, f8: 8 };

/**
 * ImageNet made smaller (Chrabaszcz et al. 2017, arXiv 1707.08819): npz files with `data`, bytes [n, 3·side²] plane by plane, and `mean`,
 * the mean image of the training set.
 *
 * @throws PartitaError when a file is missing, corrupt, or of another size of image
 */
export function downsampledImagenet({ directory, side, batches, centre, ...options }: DownsampledImagenetOptions): Dataset {
  const shape: ImageShape = [side, side, 3];
  const files = imagenetFiles(batches).map((name) => join(directory, name));
  const [test, ...train] = files as [string, ...string[]];
  const pool = (paths: readonly string[]): Pool =>
    recordPool({ files: paths.map((path) => batchFile(path, shape)), shape, planar: true, source: `'${directory}'` });
  return imageDataset({
    splits: { train: pool(train), test: pool([test]) },
    ...options,
    ...(centre === 'pixel-mean' && { mean: storedMean(train[0] as string, shape) }),
  });
}

/** The file of test images, and those of training images. */
export const imagenetFiles = (batches: number): string[] => [
  'val_data.npz',
  ...Array.from({ length: batches }, (_, i) => `train_data_batch_${i + 1}.npz`),
];

function batchFile(path: string, [height, width, channels]: ImageShape): RecordFile {
  const bytes = npzArray(path, 'data');
  const { type, shape, dataAt } = numpyHeader(bytes, (name) => BYTES_OF[name] ?? 1);
  const size = height * width * channels;
  const [count = 0, length] = shape;
  if (type !== 'u1' || shape.length !== 2 || length !== size || count === 0)
    throw new PartitaError(
      `'${bytes.path}' is ${type} [${shape.join(', ')}], not bytes u1 [n, ${size}], images of ${height}×${width}×${channels}; set dataset.side to what it is.`,
    );
  return { bytes, start: dataAt, count };
}

/** The array `mean`, brought from planes to pixels. */
function storedMean(path: string, [height, width, channels]: ImageShape): Float64Array {
  const bytes = npzArray(path, 'mean');
  const size = height * width * channels;
  const { type, shape, dataAt } = numpyHeader(bytes, (name) => BYTES_OF[name] ?? 1);
  const wide = BYTES_OF[type];
  if (wide === undefined || shape.reduce((product, axis) => product * axis, 1) !== size)
    throw new PartitaError(`'${bytes.path}' is ${type} [${shape.join(', ')}], not the mean of ${size} bytes as u1, f4 or f8.`);
  const view = new DataView(bytes.gatherNow([dataAt], wide * size).buffer);
  const at = (i: number): number =>
    wide === 1 ? view.getUint8(i) : wide === 4 ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true);
  const mean = Float64Array.from({ length: size }, (_, i) => at((i % channels) * height * width + Math.floor(i / channels)));
  if (!mean.every((value) => value >= 0 && value <= 255)) throw new PartitaError(`'${bytes.path}' is no mean of bytes, 0 to 255.`);
  return mean;
}
