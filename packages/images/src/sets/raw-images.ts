import type { Dataset } from '@partita/core';
import { imageDataset } from '../image-dataset.ts';
import { pixelMean } from '../pixel-mean.ts';
import type { Pool, Splits } from '../pool.ts';

/** What every set of images may be told. */
interface ImageOptions {
  readonly scale: number;
  readonly offset: number;
  readonly bits: number;
  readonly flip: boolean;
}

export interface RawOptions extends ImageOptions {
  readonly centre: 'none' | 'pixel-mean';
}

/** A data set of images that are read without decoding; the mean of the training images, where it is subtracted, is taken here. */
export function rawImages(splits: Splits, { centre, ...options }: RawOptions): Dataset {
  const { train } = splits;
  return imageDataset({
    splits,
    ...options,
    ...(centre === 'pixel-mean' && { mean: pixelMean(train as Pool & Required<Pick<Pool, 'readNow'>>) }),
  });
}
