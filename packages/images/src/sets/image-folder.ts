import { realpathSync } from 'node:fs';
import { PartitaError, type Dataset } from '@partita/core';
import type { Framing } from '../decode/messages.ts';
import { folderPool } from '../folder/folder-pool.ts';
import { meanPath, readMean, type MeanOf } from '../folder/stored-mean.ts';
import { imageDataset } from '../image-dataset.ts';
import { setAside } from '../order/set-aside.ts';
import type { Splits } from '../pool.ts';
import type { RawOptions } from './raw-images.ts';

export interface ImageFolderOptions extends RawOptions, Framing {
  readonly directory: string;
  /** Another folder for the test images; without it a share of the images is set aside. */
  readonly testDirectory?: string | undefined;
  readonly testFraction: number;
  readonly ignore: readonly string[];
}

/** PNG and JPEG images of a folder, decoded by a thread of their own. @throws PartitaError when the folder cannot serve */
export function imageFolder(options: ImageFolderOptions): Dataset {
  const { directory, centre, scale, offset, bits, flip } = options;
  const splits = folderSplits(options);
  return imageDataset({
    splits,
    scale,
    offset,
    bits,
    flip,
    ...(centre === 'pixel-mean' && { mean: readMean(meanPath(directory), meanOf(splits, options)) }),
  });
}

/** What the mean of these training images is called by. */
export const meanOf = ({ train }: Splits, { crop }: Framing): MeanOf => ({ shape: train.shape, crop, images: train.count });

export function folderSplits({ directory, testDirectory, testFraction, ignore, ...framing }: ImageFolderOptions): Splits {
  const options = { framing: framingOf(framing), ignore };
  const pool = folderPool(directory, options);
  if (testDirectory === undefined) return setAside(pool, testFraction);
  const test = folderPool(testDirectory, options);
  const [inner, outer] = [realpathSync(testDirectory), realpathSync(directory)];
  const lies = (a: string, b: string): boolean => `${a}/`.startsWith(`${b}/`);
  if (lies(inner, outer) || lies(outer, inner))
    throw new PartitaError(
      `dataset.testDirectory: '${testDirectory}' and '${directory}' share images; choose folders of which neither lies in the other.`,
    );
  return { train: pool, test };
}

/** Only what the decoder must know. */
const framingOf = ({ height, width, channels, crop, maxPixels }: Framing): Framing => ({ height, width, channels, crop, maxPixels });
