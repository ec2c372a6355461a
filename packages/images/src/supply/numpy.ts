import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { PartitaError, type Supply } from '@partita/core';
import { section } from '../files/bytes.ts';
import { zipMembers } from '../numpy/zip-members.ts';
import { describeShape } from '../pool.ts';
import { downsampledImagenet, imagenetFiles, type DownsampledImagenetOptions } from '../sets/downsampled-imagenet.ts';
import { arrayPool, type ImageArrayOptions } from '../sets/image-array.ts';
import { fingerprintOf } from './fingerprint.ts';

const CHUNK = 2 ** 22;

/** Compares what is stored unpacked in a zip file with the checksums it states. @throws PartitaError naming a member that differs */
async function verifyStored(path: string): Promise<void> {
  const { bytes, members } = zipMembers(path);
  for (const { name, method, size, start, crc32: stated } of members) {
    if (method !== 0) continue; // compared where it is unpacked
    const content = section(bytes, start, size);
    let found = 0;
    for (let at = 0; at < size; at += CHUNK) found = crc32(await content.gather([at], Math.min(CHUNK, size - at)), found);
    if (found !== stated) throw new PartitaError(`'${path}/${name}' is corrupt: its checksum is not as stated.`);
  }
}

export const downsampledImagenetSupply: Supply<DownsampledImagenetOptions> = {
  needs: [
    'Downsampled ImageNet as npz files (https://image-net.org, after registration): train_data_batch_1.npz to train_data_batch_10.npz',
    'and val_data.npz, each with the arrays data, bytes [n, 3·side²], and mean. Compressed files of this size must first be saved anew',
    'with numpy.savez, so that single images can be read.',
  ].join('\n'),
  async check(options, tell) {
    const { testSize } = downsampledImagenet(options);
    for (const name of imagenetFiles(options.batches)) {
      const path = join(options.directory, name);
      await verifyStored(path);
      tell(`${path}: checksums as stated, SHA-256 ${await fingerprintOf(path, 'sha256')}`);
    }
    tell(`${testSize} test images of ${options.side}×${options.side}×3`);
  },
};

export const imageArraySupply: Supply<ImageArrayOptions> = {
  needs:
    'An npy file, or an array of an npz file, of bytes [n, height, width, channels] or [n, height, width]: dataset.path, dataset.member.',
  async check({ path, member, testPath, testMember }, tell) {
    const arrays = [[path, member] as const];
    if (testPath !== undefined || testMember !== undefined) arrays.push([testPath ?? path, testMember ?? member]);
    for (const [file, name] of arrays) {
      const { count, shape, source } = arrayPool(file, name);
      if (/\.npz$/i.test(file)) await verifyStored(file);
      tell(`${source}: ${count} images of ${describeShape(shape)}, SHA-256 ${await fingerprintOf(file, 'sha256')}`);
    }
  },
};
