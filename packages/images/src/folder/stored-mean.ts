import { readFileSync, writeFileSync } from 'node:fs';
import { describeFileError, PartitaError } from '@partita/core';
import { z } from 'zod';
import { addImages, steps } from '../pixel-mean.ts';
import { sizeOf, type Pool } from '../pool.ts';

/** What a mean is of: it serves for nothing else. */
export interface MeanOf {
  readonly shape: readonly number[];
  readonly crop: number;
  /** How many training images there are. */
  readonly images: number;
}

const schema = z.object({ shape: z.array(z.number()), crop: z.number(), images: z.number(), mean: z.array(z.number().min(0).max(255)) });

/** Where the mean of a folder's training images lies: beside the folder, since in it is nothing but images. */
export const meanPath = (directory: string): string => `${directory.replace(/[/\\]+$/, '')}.mean.json`;

/** Decodes every training image once and writes their mean. @throws PartitaError */
export async function writeMean(path: string, train: Pool, of: MeanOf): Promise<void> {
  const sums = new Float64Array(sizeOf(train.shape));
  for (const rows of steps(train.count)) addImages(sums, await train.read(rows));
  const mean = Array.from(sums, (sum) => sum / train.count);
  try {
    writeFileSync(path, JSON.stringify({ ...of, mean }));
  } catch (error) {
    throw describeFileError('write', path, error);
  }
}

/** The mean that was written for these training images. @throws PartitaError when there is none, or it is of others */
export function readMean(path: string, of: MeanOf): number[] {
  const remedy = "run 'partita data image-folder --prepare' with the settings of the data set";
  const wrong = (what: string, cause?: unknown) => new PartitaError(`dataset.centre: '${path}' ${what}; ${remedy}.`, { cause });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw wrong('is not there, or cannot be read', error);
  }
  let found: z.output<typeof schema>;
  try {
    found = schema.parse(JSON.parse(text));
  } catch (error) {
    throw wrong('holds no mean of images', error);
  }
  const { mean, shape, crop, images } = found;
  const isOfThese = JSON.stringify({ shape, crop, images }) === JSON.stringify({ shape: of.shape, crop: of.crop, images: of.images });
  if (!isOfThese || mean.length !== of.shape.reduce((product, axis) => product * axis, 1))
    throw wrong(`is of ${images} images of ${shape.join('×')}, not of these ${of.images} of ${of.shape.join('×')}`);
  return mean;
}
