import { join } from 'node:path';
import { PartitaError, type Supply } from '@partita/core';
import { exists } from '../files/bytes.ts';
import { steps } from '../pixel-mean.ts';
import { CIFAR10_FILES, cifar10Pool, type Cifar10Options } from '../sets/cifar10.ts';
import { fingerprintOf } from './fingerprint.ts';

const ARCHIVE = 'cifar-10-binary.tar.gz';
/** As published on the page of the data set. */
const ARCHIVE_MD5 = 'c32a1d4ab5d03f1284b67883e8d87530';

export const cifar10Supply: Supply<Cifar10Options> = {
  needs: [
    `The binary version of CIFAR-10 (${ARCHIVE}, 162 MB, from https://www.cs.toronto.edu/~kriz/cifar.html), unpacked:`,
    [...CIFAR10_FILES.train, ...CIFAR10_FILES.test].join(', '),
    'For example: tar xzf cifar-10-binary.tar.gz --strip-components=1 -C data/cifar10',
  ].join('\n'),
  async check({ directory, records }, tell) {
    const archive = join(directory, ARCHIVE);
    if (exists(archive)) {
      const found = await fingerprintOf(archive, 'md5');
      if (found !== ARCHIVE_MD5)
        throw new PartitaError(`'${archive}' has the MD5 checksum ${found}, not the published ${ARCHIVE_MD5}; fetch it again.`);
      tell(`${archive}: the published MD5 checksum`);
    }
    for (const name of [...CIFAR10_FILES.train, ...CIFAR10_FILES.test]) {
      const pool = cifar10Pool(directory, [name], records);
      for (const rows of steps(pool.count)) await pool.read(rows);
      tell(`${join(directory, name)}: ${pool.count} images, SHA-256 ${await fingerprintOf(join(directory, name), 'sha256')}`);
    }
  },
};
