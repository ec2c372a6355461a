import type { Supply } from '@partita/core';
import { meanPath, writeMean } from '../folder/stored-mean.ts';
import { steps } from '../pixel-mean.ts';
import { describeShape, type Pool } from '../pool.ts';
import { folderSplits, meanOf, type ImageFolderOptions } from '../sets/image-folder.ts';

export const imageFolderSupply: Supply<ImageFolderOptions> = {
  needs: [
    'A folder of PNG and JPEG images, in folders of their own or not, with nothing else in it but what dataset.ignore names: dataset.directory.',
    "Where dataset.centre is 'pixel-mean', run this command with --prepare: it writes the mean image to <directory>.mean.json.",
  ].join('\n'),
  async check(options, tell) {
    const { train, test } = folderSplits(options);
    const decodeAll = async ({ count, read }: Pool): Promise<void> => {
      for (const rows of steps(count)) await read(rows);
    };
    await decodeAll(train);
    await decodeAll(test);
    tell(`${train.source}: ${train.count} training and ${test.count} test images, all of them decoded to ${describeShape(train.shape)}`);
  },
  async prepare(options, tell) {
    const splits = folderSplits(options);
    const path = meanPath(options.directory);
    await writeMean(path, splits.train, meanOf(splits, options));
    tell(`${path}: the mean of ${splits.train.count} training images`);
  },
};
