import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PartitaError, randomStream } from '@partita/core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { build, cifarFile, idxFile, npzFile, numpyFile, randomBytes, scratchFolder } from './fixtures.ts';

const scratch = scratchFolder();

/** A file with a few bytes changed, a piece cut out, doubled or cut off: a function of the seed. */
function mutated(bytes: Uint8Array, seed: number): Uint8Array {
  const random = randomStream(seed, 'mutation');
  const below = (n: number): number => Math.floor(n * random.uniform());
  const place = (): number => (random.uniform() < 0.6 ? below(Math.min(200, bytes.length)) : below(bytes.length));
  const from = place();
  const to = Math.min(bytes.length, from + 1 + below(40));
  switch (below(5)) {
    case 0:
      return bytes.slice(0, from);
    case 1:
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
    default: {
      const out = bytes.slice();
      for (let i = 0; i <= below(6); i++) out[place()] = [0, 1, 127, 128, 255, below(256)][below(6)] as number;
      return out;
    }
  }
}

const noise = randomBytes(12 * 12 * 3);
const picture = sharp(noise, { raw: { width: 12, height: 12, channels: 3 } });
const arrays = { data: numpyFile([6, 48], randomBytes(288)), mean: numpyFile([48], randomBytes(48)) };
const images = numpyFile([8, 4, 4, 3], randomBytes(384));

interface Format {
  readonly name: string;
  readonly valid: Uint8Array;
  readonly rounds: number;
  /** Writes the file, and says which set it belongs to. */
  readonly place: (bytes: Uint8Array) => { readonly kind: string; readonly [option: string]: unknown };
}

const array =
  (name: string): Format['place'] =>
  (bytes) => ({ kind: 'image-array', path: scratch.write(name, bytes), testFraction: 0.5 });
const idx = (bytes: Uint8Array) => {
  const directory = scratch.path();
  writeFileSync(join(directory, 'train'), bytes);
  writeFileSync(join(directory, 'test'), idxFile([4, 3, 3], randomBytes(36)));
  return { kind: 'idx', directory, train: 'train', test: 'test', centre: 'pixel-mean' };
};
const folder = (name: string): Format['place'] => {
  const directory = scratch.folder();
  return (bytes) => {
    for (const copy of ['a', 'b']) writeFileSync(join(directory, `${copy}.${name}`), bytes);
    return { kind: 'image-folder', directory, testFraction: 0.5, height: 8, width: 8 };
  };
};
const cifar: Format['place'] = (bytes) => {
  const directory = scratch.path();
  for (const name of ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch'])
    writeFileSync(join(directory, `${name}.bin`), bytes);
  return { kind: 'cifar10', directory, records: 2 };
};
const imagenet: Format['place'] = (bytes) => {
  const directory = scratch.path();
  for (const name of ['val_data', 'train_data_batch_1']) writeFileSync(join(directory, `${name}.npz`), bytes);
  return { kind: 'downsampled-imagenet', directory, side: 4, batches: 1, centre: 'pixel-mean' };
};

const formats: readonly Format[] = [
  { name: 'cifar10', valid: cifarFile(2), rounds: 60, place: cifar },
  { name: 'idx', valid: idxFile([6, 3, 3], randomBytes(54)), rounds: 200, place: idx },
  { name: 'idx, gzipped', valid: gzipSync(idxFile([6, 3, 3], randomBytes(54))), rounds: 200, place: idx },
  { name: 'npy', valid: images, rounds: 300, place: array('fuzz.npy') },
  { name: 'npz', valid: npzFile({ data: images }), rounds: 300, place: array('stored.npz') },
  { name: 'npz, compressed', valid: npzFile({ data: images }, 6), rounds: 300, place: array('packed.npz') },
  { name: 'downsampled ImageNet', valid: npzFile(arrays), rounds: 100, place: imagenet },
  { name: 'PNG', valid: await picture.png().toBuffer(), rounds: 150, place: folder('png') },
  { name: 'JPEG', valid: await picture.jpeg().toBuffer(), rounds: 150, place: folder('jpg') },
];

describe.each(formats)('mutated files: $name', ({ valid, rounds, place }) => {
  const attempt = async (bytes: Uint8Array): Promise<'rows' | 'refused'> => {
    try {
      const { kind, ...options } = place(bytes);
      const set = build(kind, options);
      for (const split of ['train', 'test'] as const) {
        const rows = await set.batch({ split, seed: 0, index: 0, size: 2 });
        expect(rows).toHaveLength(2 * set.shape.reduce((product, axis) => product * axis, 1));
        expect(rows.every(Number.isFinite)).toBe(true);
      }
      return 'rows';
    } catch (error) {
      if (!(error instanceof PartitaError)) throw error;
      expect(error.message).toMatch(/^.{10,400}\.$/);
      return 'refused';
    }
  };

  it('give rows as they are', async () => expect(await attempt(valid)).toBe('rows'));

  it('give rows or one sentence', async () => {
    const outcomes = new Set<string>();
    for (let seed = 0; seed < rounds; seed++) outcomes.add(await attempt(mutated(valid, seed)));
    expect(outcomes.has('refused')).toBe(true);
  });
});
