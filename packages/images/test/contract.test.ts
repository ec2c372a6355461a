import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describeDataset } from '@partita/testing';
import { build, idxFile, npzFile, numpyFile, randomBytes, scratchFolder, writeCifar, writeFolder } from './fixtures.ts';

const scratch = scratchFolder();

const cifar = scratch.folder();
writeCifar(cifar, 120);
describeDataset('cifar10', () => build('cifar10', { directory: cifar, records: 120, flip: true }));
describeDataset('cifar10, centred, of 5 bits', () => build('cifar10', { directory: cifar, records: 120, centre: 'pixel-mean', bits: 5 }));

const mnist = scratch.folder();
writeFileSync(join(mnist, 'train-images-idx3-ubyte'), idxFile([400, 7, 5], randomBytes(400 * 35)));
writeFileSync(join(mnist, 't10k-images-idx3-ubyte.gz'), gzipSync(idxFile([150, 7, 5], randomBytes(150 * 35, 1))));
describeDataset('idx', () => build('idx', { directory: mnist, scale: 256 / 255, offset: -1 / 510 }));

const array = scratch.write('images.npy', numpyFile([400, 6, 4, 3], randomBytes(400 * 72)));
describeDataset('image-array, npy', () => build('image-array', { path: array, testFraction: 0.3, flip: true }));
const grey = { data: numpyFile([400, 6, 4], randomBytes(400 * 24)), x_test: numpyFile([100, 6, 4], randomBytes(100 * 24, 1)) };
for (const level of [0, 6] as const) {
  const path = scratch.write(`images-${level}.npz`, npzFile(grey, level));
  describeDataset(`image-array, npz of level ${level}`, () => build('image-array', { path, testMember: 'x_test', centre: 'pixel-mean' }));
}

const imagenet = scratch.folder();
const mean = new Float32Array(192).map((_, i) => 100 + (i % 7) / 4);
const meanFile = numpyFile([192], new Uint8Array(mean.buffer), { descr: "'<f4'" });
for (const [seed, name] of ['val_data', 'train_data_batch_1', 'train_data_batch_2'].entries())
  writeFileSync(join(imagenet, `${name}.npz`), npzFile({ data: numpyFile([150, 192], randomBytes(150 * 192, seed)), mean: meanFile }));
describeDataset('downsampled-imagenet', () =>
  build('downsampled-imagenet', { directory: imagenet, side: 8, batches: 2, centre: 'pixel-mean' }),
);

const folder = scratch.folder();
await writeFolder(folder, 300, 10);
describeDataset('image-folder', () => build('image-folder', { directory: folder, testFraction: 0.4, height: 8, width: 6, flip: true }));

describeDataset('shapes16', () => build('shapes16'));
