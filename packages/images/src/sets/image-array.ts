import { PartitaError, type Dataset } from '@partita/core';
import { fileBytes, type Bytes } from '../files/bytes.ts';
import { recordPool } from '../files/records.ts';
import { numpyHeader } from '../numpy/header.ts';
import { npzArray } from '../numpy/member.ts';
import { setAside } from '../order/set-aside.ts';
import { sizeOf, type ImageShape, type Pool } from '../pool.ts';
import { rawImages, type RawOptions } from './raw-images.ts';

export interface ImageArrayOptions extends RawOptions {
  /** An `.npy` file, or an `.npz` file. */
  readonly path: string;
  /** Which array of an `.npz` file. */
  readonly member: string;
  /** The test images, in a file or another array of the same file; without them a share of the others is set aside. */
  readonly testPath?: string | undefined;
  readonly testMember?: string | undefined;
  readonly testFraction: number;
}

/** A NumPy array of images, bytes [n, height, width, channels] or [n, height, width]. @throws PartitaError when it cannot serve */
export function imageArray({ path, member, testPath, testMember, testFraction, ...options }: ImageArrayOptions): Dataset {
  const pool = arrayPool(path, member);
  if (testPath === undefined && testMember === undefined) return rawImages(setAside(pool, testFraction), options);
  const test = [testPath ?? path, testMember ?? member] as const;
  if (test[0] === path && test[1] === member)
    throw new PartitaError(`dataset: ${pool.source} cannot be both the training and the test images; leave testPath and testMember out.`);
  return rawImages({ train: pool, test: arrayPool(...test) }, options);
}

export const arrayPool = (path: string, member: string): Pool => imagesOf(/\.npz$/i.test(path) ? npzArray(path, member) : fileBytes(path));

function imagesOf(bytes: Bytes): Pool {
  const wrong = (what: string) => new PartitaError(`'${bytes.path}' ${what}.`);
  const { shape: axes, dataAt } = numpyHeader(bytes, (type) => {
    if (type !== 'u1')
      throw wrong(`holds numbers of type ${type}; images are bytes, uint8 (rows of float32 numbers are data of kind 'npy')`);
    return 1;
  });
  const [count = 0, height = 0, width = 0, channels = 1] = axes;
  if (axes.length !== 3 && axes.length !== 4)
    throw wrong(`holds an array of shape [${axes.join(', ')}]; images are [n, height, width] or [n, height, width, channels]`);
  const shape: ImageShape = [height, width, channels];
  if (count * sizeOf(shape) === 0) throw wrong(`is empty: its shape is [${axes.join(', ')}]`);
  if (channels > 4)
    throw wrong(`has ${channels} channels, the last of its axes [${axes.join(', ')}]; images have 1 to 4, and they come last`);
  return recordPool({ files: [{ bytes, start: dataAt, count }], shape, planar: false, source: `'${bytes.path}'` });
}
