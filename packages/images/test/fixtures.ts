import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContainer, Dataset, randomStream, Registry } from '@partita/core';
import { imagesPlugin } from '@partita/images';
import { zipSync, type Zippable } from 'fflate';
import sharp from 'sharp';
import { afterAll } from 'vitest';

const container = createContainer(new Registry([imagesPlugin]));

/** A data set as an experiment names it. */
export const build = (kind: string, options: Readonly<Record<string, unknown>> = {}): Dataset =>
  container.build(Dataset, { kind, ...options });

/** A folder that is gone after the tests of a file. */
export function scratchFolder(): {
  path: (...names: string[]) => string;
  folder: () => string;
  write: (name: string, bytes: Uint8Array) => string;
} {
  const root = mkdtempSync(join(tmpdir(), 'partita-images-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  let made = 0;
  return {
    path: (...names) => join(root, ...names),
    folder: () => {
      const folder = join(root, `folder-${made++}`);
      mkdirSync(folder);
      return folder;
    },
    write: (name, bytes) => {
      const path = join(root, name);
      writeFileSync(path, bytes);
      return path;
    },
  };
}

export const randomBytes = (length: number, seed = 0): Uint8Array => {
  const random = randomStream(seed, 'fixture');
  return Uint8Array.from({ length }, () => Math.floor(256 * random.uniform()));
};

/** Records of CIFAR-10: image i of file f has the red of its first pixels say (f, i). */
export function cifarFile(records: number, file = 0): Uint8Array {
  const bytes = randomBytes(records * 3073, file);
  for (let i = 0; i < records; i++) bytes.set([i % 10, file, i], i * 3073);
  return bytes;
}

export function writeCifar(folder: string, records: number): void {
  for (let file = 1; file <= 5; file++) writeFileSync(join(folder, `data_batch_${file}.bin`), cifarFile(records, file));
  writeFileSync(join(folder, 'test_batch.bin'), cifarFile(records, 6));
}

export function idxFile(axes: readonly number[], data: Uint8Array, type = 8): Uint8Array {
  const header = Buffer.alloc(4 + 4 * axes.length);
  header.set([0, 0, type, axes.length]);
  axes.forEach((axis, i) => header.writeUInt32BE(axis, 4 + 4 * i));
  return Buffer.concat([header, data]);
}

/** A file as numpy.save writes it. */
export function numpyFile(axes: readonly number[], data: Uint8Array, { descr = "'|u1'", fortran = 'False' } = {}): Uint8Array {
  const tuple = axes.length === 1 ? `(${axes[0]},)` : `(${axes.join(', ')})`;
  const dict = `{'descr': ${descr}, 'fortran_order': ${fortran}, 'shape': ${tuple}, }`;
  const header = `${dict.padEnd(128 - 10 - 1)}\n`;
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Buffer.from([header.length, 0]), Buffer.from(header), data]);
}

/** A file as numpy.savez (level 0) or numpy.savez_compressed writes it. */
export function npzFile(arrays: Readonly<Record<string, Uint8Array>>, level: 0 | 6 = 0): Uint8Array {
  const members: Zippable = Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, [bytes, { level }]]));
  return zipSync(members);
}

export const png = (bytes: Uint8Array, height: number, width: number, channels: 1 | 2 | 3 | 4 = 3): Promise<Buffer> =>
  sharp(bytes, { raw: { width, height, channels } }).png().toBuffer();

/** A folder of pictures of random bytes, the last ones in a folder of their own. */
export async function writeFolder(folder: string, count: number, side: number, type: 'png' | 'jpeg' = 'png'): Promise<void> {
  mkdirSync(join(folder, 'more'), { recursive: true });
  for (let i = 0; i < count; i++) {
    const image = sharp(randomBytes(side * side * 3, i), { raw: { width: side, height: side, channels: 3 } });
    const name = `${String(i).padStart(4, '0')}.${type}`;
    await image[type]().toFile(i < count / 2 ? join(folder, name) : join(folder, 'more', name));
  }
}
