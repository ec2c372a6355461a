import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PartitaError } from '@partita/core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { build, cifarFile, idxFile, npzFile, numpyFile, png, randomBytes, scratchFolder, writeCifar } from './fixtures.ts';

const scratch = scratchFolder();

/** Makes the set, reads a batch of each split, and says what was thrown. */
async function complaint(kind: string, options: Readonly<Record<string, unknown>>): Promise<string> {
  try {
    const set = build(kind, options);
    for (const split of ['train', 'test'] as const) await set.batch({ split, seed: 0, index: 0, size: 30 });
    return 'nothing is wrong';
  } catch (error) {
    expect(error).toBeInstanceOf(PartitaError);
    return (error as Error).message;
  }
}

describe('cifar10 says in one sentence what is wrong with', () => {
  const withFile = (bytes: Uint8Array) => {
    const directory = scratch.folder();
    writeCifar(directory, 5);
    writeFileSync(join(directory, 'data_batch_3.bin'), bytes);
    return complaint('cifar10', { directory, records: 5 });
  };
  it.each([
    [
      'a folder that does not exist',
      () => complaint('cifar10', { directory: scratch.path('none') }),
      /^Cannot read '.*data_batch_1\.bin': there is no such file/,
    ],
    [
      'a truncated file',
      () => withFile(cifarFile(5).subarray(0, -1)),
      /'.*data_batch_3\.bin' holds 15364 bytes instead of 15365, 5 records of 3073: it is truncated, or no batch/,
    ],
    ['an empty file', () => withFile(new Uint8Array(0)), /holds 0 bytes instead of 15365/],
    ['a file too long', () => withFile(cifarFile(6)), /it is too long, or no batch/],
    [
      'a label that is none',
      () => withFile(cifarFile(5).with(2 * 3073, 10)),
      /has the label 10 in record 2 \(the first is 0\), not 0 to 9; the file is corrupt\.$/,
    ],
  ])('%s', async (_, attempt, message) => expect(await attempt()).toMatch(message));

  it('a file that changes while it is read', async () => {
    const directory = scratch.folder();
    writeCifar(directory, 5);
    const set = build('cifar10', { directory, records: 5 });
    truncateSync(join(directory, 'test_batch.bin'), 100);
    await expect(set.batch({ split: 'test', seed: 0, index: 0, size: 5 })).rejects.toThrow(
      /test_batch\.bin' was changed while it was read/,
    );
  });
});

describe('idx says in one sentence what is wrong with', () => {
  const good = idxFile([4, 2, 2], randomBytes(16));
  const withFile = (train: Uint8Array, test = good) => {
    const directory = scratch.folder();
    writeFileSync(join(directory, 'a'), train);
    writeFileSync(join(directory, 'b'), test);
    return complaint('idx', { directory, train: 'a', test: 'b' });
  };
  it.each([
    ['another kind of file', () => withFile(Buffer.from('x,y\n1,2\n')), /'.*a' is not an IDX file, plain or gzipped\.$/],
    ['an empty file', () => withFile(new Uint8Array(0)), /is not an IDX file/],
    ['labels', () => withFile(idxFile([16], randomBytes(16))), /has 1 axes, as labels have 1; images have 3 or 4/],
    ['numbers of 32 bits', () => withFile(idxFile([1, 2, 2], randomBytes(16), 0x0c)), /holds numbers of IDX type 12; images are of type 8/],
    ['half a header', () => withFile(good.subarray(0, 9)), /is truncated in its header/],
    [
      'a header that lies',
      () => withFile(idxFile([5, 2, 2], randomBytes(16))),
      /holds 32 bytes, but its header speaks of 36, 5 images of 2×2×1: it is truncated, or the header lies/,
    ],
    ['a header beyond all bounds', () => withFile(idxFile([2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], randomBytes(16))), /or the header lies/],
    ['no images', () => withFile(idxFile([0, 2, 2], new Uint8Array(0))), /is empty: its shape is \[0, 2, 2, 1\]/],
    [
      'images of two shapes',
      () => withFile(good, idxFile([4, 4, 1], randomBytes(16))),
      /holds images of 2×2×1 and .* of 4×1×1; training and test images must be of one shape/,
    ],
    [
      'a truncated gzip file',
      () => withFile(gzipSync(good).subarray(0, 20)),
      /is a truncated or corrupt gzip file: unexpected end of file/,
    ],
    [
      'a gzip bomb',
      () => withFile(gzipSync(new Uint8Array(2 ** 28 + 1), { level: 1 })),
      /unpacks to more than 256 MiB; unpack it with gunzip/,
    ],
  ])('%s', async (_, attempt, message) => expect(await attempt()).toMatch(message));
});

describe('image-array says in one sentence what is wrong with', () => {
  const images = numpyFile([6, 2, 2], randomBytes(24));
  let files = 0;
  const withFile = (bytes: Uint8Array, type = 'npy', more: object = {}) =>
    complaint('image-array', { path: scratch.write(`array-${files++}.${type}`, bytes), testFraction: 0.5, ...more });
  /** Sets 32 bits of the zip's central entry, from its beginning. */
  const zipEdited = (offset: number, value: number, level: 0 | 6 = 6) => {
    const bytes = Buffer.from(npzFile({ data: numpyFile([600, 4, 4], new Uint8Array(9600)) }, level));
    bytes.writeUInt32LE(value, bytes.indexOf(Buffer.of(0x50, 0x4b, 1, 2)) + offset);
    return bytes;
  };
  it.each([
    [
      'a missing file',
      () => complaint('image-array', { path: scratch.path('none.npy') }),
      /^Cannot read '.*none\.npy': there is no such file/,
    ],
    ['a folder', () => complaint('image-array', { path: scratch.folder() }), /it is a directory, not a file/],
    ['a device', () => complaint('image-array', { path: '/dev/zero' }), /it is a device or a pipe, not a file/],
    ['another kind of file', () => withFile(Buffer.from('x,y\n1,2\n3,4')), /is not an npy file; save one with numpy\.save/],
    ['truncated numbers', () => withFile(images.subarray(0, -1)), /is truncated: its shape is \[6, 2, 2\], and it holds 23 bytes of 24/],
    ['a header without end', () => withFile(images.subarray(0, 90)), /its header has no end/],
    [
      'floats',
      () => withFile(numpyFile([6, 1], randomBytes(24), { descr: "'<f4'" })),
      /holds numbers of type f4; images are bytes, uint8 .*'npy'/,
    ],
    ['records', () => withFile(numpyFile([6], randomBytes(24), { descr: "[('x', '<f4')]" })), /holds no plain array of numbers/],
    ['columns first', () => withFile(numpyFile([6, 2, 2], randomBytes(24), { fortran: 'True' })), /save numpy\.ascontiguousarray of it/],
    ['two axes', () => withFile(numpyFile([6, 4], randomBytes(24))), /holds an array of shape \[6, 4\]; images are/],
    ['channels first', () => withFile(numpyFile([2, 3, 2, 8], randomBytes(96))), /has 8 channels, the last of its axes/],
    ['no images', () => withFile(numpyFile([0, 2, 2], new Uint8Array(0))), /is empty/],
    ['no zip file', () => withFile(randomBytes(100), 'npz'), /is not an npz file, or is truncated or corrupt: End of central directory/],
    [
      'half a zip file',
      () => withFile(npzFile({ data: images }).subarray(0, 120), 'npz'),
      /is not an npz file, or is truncated or corrupt/,
    ],
    ['another array', () => withFile(npzFile({ dato: images }), 'npz'), /has no array 'data'; did you mean 'dato'\?/],
    ['a way out of the zip', () => withFile(npzFile({ '../data': images }), 'npz'), /invalid relative path/],
    ['a bomb', () => withFile(zipEdited(24, 2 ** 31), 'npz'), /claims to unpack \d+ bytes to 2147483648; that is a bomb or a lie/],
    ['a smaller claim than the truth', () => withFile(zipEdited(24, 200), 'npz'), /cannot be unpacked, it is corrupt/],
    ['a checksum that differs', () => withFile(zipEdited(16, 1), 'npz'), /is corrupt: its checksum is not as stated/],
    ['the same array for both', () => withFile(images, 'npy', { testMember: 'data' }), /cannot be both the training and the test images/],
    ['too few images', () => withFile(numpyFile([1, 2, 2], randomBytes(4))), /has 1 image; a split into train and test needs at least 2/],
    ['no image left to test', () => withFile(images, 'npy', { testFraction: 0.01 }), /leaves no test image; choose from/],
  ])('%s', async (_, attempt, message) => expect(await attempt()).toMatch(message));

  it('compressed arrays that are too large to hold', async () => {
    const large = numpyFile([2 ** 12, 257, 256], randomBytes(2 ** 12 * 257 * 256 > 0 ? 16 : 0));
    const bytes = Buffer.from(npzFile({ data: large }, 6));
    const central = bytes.indexOf(Buffer.of(0x50, 0x4b, 1, 2));
    // Claims within what deflate can do, beyond what is held.
    const padded = Buffer.concat([bytes.subarray(0, central), Buffer.alloc(2 ** 19), bytes.subarray(central)]);
    const moved = padded.indexOf(Buffer.of(0x50, 0x4b, 1, 2), central);
    padded.writeUInt32LE(2 ** 19, moved + 20);
    padded.writeUInt32LE(2 ** 28 + 1, moved + 24);
    padded.writeUInt32LE(moved, padded.length - 6);
    expect(await withFile(padded, 'npz')).toMatch(/is compressed and unpacks to 256 MiB, more than 256; save it with numpy\.savez/);
  });
});

describe('downsampled-imagenet says in one sentence what is wrong with', () => {
  const withArrays = (arrays: Readonly<Record<string, Uint8Array>>, side = 4) => {
    const directory = scratch.folder();
    for (const name of ['val_data', 'train_data_batch_1']) writeFileSync(join(directory, `${name}.npz`), npzFile(arrays));
    return complaint('downsampled-imagenet', { directory, side, batches: 1, centre: 'pixel-mean' });
  };
  const data = numpyFile([3, 48], randomBytes(144));
  it.each([
    [
      'images of another size',
      () => withArrays({ data }, 8),
      /is u1 \[3, 48\], not bytes u1 \[n, 192\], images of 8×8×3; set dataset\.side/,
    ],
    ['no mean', () => withArrays({ data }), /has no array 'mean'/],
    ['a mean of texts', () => withArrays({ data, mean: numpyFile([48], randomBytes(48), { descr: "'|S1'" }) }), /not the mean of 48 bytes/],
    [
      'a mean beyond bytes',
      () => withArrays({ data, mean: numpyFile([48], new Uint8Array(new Float32Array(48).fill(300).buffer), { descr: "'<f4'" }) }),
      /is no mean of bytes/,
    ],
  ])('%s', async (_, attempt, message) => expect(await attempt()).toMatch(message));
});

describe('image-folder says in one sentence what is wrong with', async () => {
  const colour = await png(randomBytes(300), 10, 10);
  const raw = (channels: 1 | 2 | 3 | 4) => png(randomBytes(100 * channels), 10, 10, channels);
  const huge = await sharp({ create: { width: 3000, height: 3000, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const deep = await sharp(randomBytes(600), { raw: { width: 10, height: 10, channels: 3 } })
    .toColourspace('rgb16')
    .png()
    .toBuffer();
  const withFile = async (name: string, bytes: Uint8Array, more: object = {}) => {
    const directory = scratch.folder();
    for (const good of ['a.png', 'b.png', 'c.png']) writeFileSync(join(directory, good), colour);
    writeFileSync(join(directory, name), bytes);
    return complaint('image-folder', { directory, testFraction: 0.5, height: 8, width: 8, ...more });
  };
  it.each([
    [
      'a folder that does not exist',
      () => complaint('image-folder', { directory: scratch.path('none') }),
      /^Cannot read '.*none': there is no such file/,
    ],
    ['an empty folder', () => complaint('image-folder', { directory: scratch.folder() }), /holds no PNG or JPEG file/],
    [
      'a file that is no image',
      () => withFile('notes.txt', colour),
      /notes\.txt' is no PNG or JPEG file; move it away, or name it in dataset\.ignore\.$/,
    ],
    ['a text under the name of an image', () => withFile('z.png', Buffer.from('no image')), /z\.png' is no PNG or JPEG image/],
    [
      'an image of another kind',
      async () => withFile('z.png', await sharp(colour).webp().toBuffer()),
      /z\.png' holds webp, not PNG or JPEG/,
    ],
    ['an empty file', () => withFile('z.png', new Uint8Array(0)), /z\.png' is/],
    ['a truncated PNG', () => withFile('z.png', colour.subarray(0, 150)), /z\.png' is truncated or corrupt/],
    [
      'a truncated JPEG',
      async () => withFile('z.jpg', (await sharp(colour).jpeg().toBuffer()).subarray(0, -60)),
      /z\.jpg' is truncated or corrupt/,
    ],
    [
      'a grey image',
      async () =>
        withFile(
          'z.png',
          await sharp(await raw(1))
            .toColourspace('b-w')
            .png()
            .toBuffer(),
        ),
      /z\.png' is grey, and dataset\.channels = 3 wants images that are in colour/,
    ],
    [
      'images in colour where grey ones are wanted',
      () => withFile('z.png', colour, { channels: 1 }),
      /is in colour, and dataset\.channels = 1 wants images that are grey/,
    ],
    ['an alpha channel', async () => withFile('z.png', await raw(4)), /z\.png' has an alpha channel; save it without/],
    ['16 bits', () => withFile('z.png', deep), /z\.png' has 16 bits a channel; save it with 8/],
    ['CMYK', async () => withFile('z.jpg', await sharp(colour).toColourspace('cmyk').jpeg().toBuffer()), /z\.jpg' is cmyk/],
    [
      'a huge image',
      () => withFile('z.png', huge, { maxPixels: 1_000_000 }),
      /z\.png' has 3000×3000 pixels, more than dataset\.maxPixels = 1000000/,
    ],
    ['an image too small', async () => withFile('z.png', await png(randomBytes(48), 4, 4)), /z\.png' has 4×4 pixels, fewer than the 8×8/],
    [
      'a mean that was not made',
      () => withFile('z.png', colour, { centre: 'pixel-mean' }),
      /mean\.json' is not there, or cannot be read; run 'partita data image-folder --prepare'/,
    ],
  ])('%s', async (_, attempt, message) => expect(await attempt()).toMatch(message));

  it('leaves out what it is told to', async () => {
    expect(await withFile('notes.txt', colour, { ignore: ['notes.txt'] })).toBe('nothing is wrong');
  });

  it('links that lead in a circle, or nowhere, and folders that share images', async () => {
    const directory = scratch.folder();
    mkdirSync(join(directory, 'sub'));
    writeFileSync(join(directory, 'a.png'), colour);
    symlinkSync(directory, join(directory, 'sub', 'up'));
    expect(await complaint('image-folder', { directory })).toMatch(/sub\/up' is a link to a folder it lies in/);
    expect(await complaint('image-folder', { directory, ignore: ['up'], testDirectory: directory })).toMatch(/share images/);
    symlinkSync('self.png', join(directory, 'self.png'));
    expect(await complaint('image-folder', { directory, ignore: ['up'] })).toMatch(/self\.png' is a link that leads to itself/);
    expect(await complaint('image-folder', { directory, ignore: ['up', 'self.png', 'sub', 'a.png'] })).toMatch(/holds no PNG or JPEG/);
  });
});
