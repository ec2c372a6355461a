import { basename } from 'node:path';
import type { Supply } from '@partita/core';
import { idxPool } from '../files/idx.ts';
import { describeShape } from '../pool.ts';
import { idxPath, type IdxOptions } from '../sets/idx.ts';
import { fingerprintOf } from './fingerprint.ts';

/** MD5 checksums under which the gzipped files are published. */
const PUBLISHED: Readonly<Record<string, string>> = {
  f68b3c2dcbeaaa9fbdd348bbdeb94873: 'MNIST',
  '9fb629c4189551a2d022fa330f9573f3': 'MNIST',
  '8d4fb7e6c68d591d4c3dfef9ec88bf0d': 'Fashion-MNIST',
  bef4ecab320f06d8554ea6380940ec79: 'Fashion-MNIST',
};

export const idxSupply: Supply<IdxOptions> = {
  needs: [
    'Two files of the MNIST family, gzipped or not: train-images-idx3-ubyte and t10k-images-idx3-ubyte',
    '(MNIST, Fashion-MNIST, KMNIST; for EMNIST give the names of its files by dataset.train and dataset.test). Labels are not needed.',
  ].join('\n'),
  async check({ directory, train, test }, tell) {
    for (const path of [train, test].map((name) => idxPath(directory, name))) {
      const { count, shape } = idxPool(path);
      const known = PUBLISHED[await fingerprintOf(path, 'md5')];
      const identity = known === undefined ? `SHA-256 ${await fingerprintOf(path, 'sha256')}` : `the published checksum of ${known}`;
      tell(
        `${path}: ${count} images of ${describeShape(shape)}, ${identity}${known === undefined && isMnistName(path) ? ' (no checksum known to us)' : ''}`,
      );
    }
  },
};

const isMnistName = (path: string): boolean => /^(train|t10k)-images-idx3-ubyte\.gz$/.test(basename(path));
