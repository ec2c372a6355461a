import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { latticeLevels, randomStream, type Dataset } from '@partita/core';
import { permutation } from '@partita/images';
import { describe, expect, it } from 'vitest';
import { build, idxFile, npzFile, numpyFile, png, randomBytes, scratchFolder, writeCifar } from './fixtures.ts';

const scratch = scratchFolder();

/** The bytes of rows, by the lattice that their set declares. */
const bytesOf = (set: Dataset, rows: Float32Array): number[] => {
  const dimension = set.shape.reduce((product, axis) => product * axis, 1);
  return [...latticeLevels(rows, dimension, set.lattice!)].map((level) => Math.round(level) + 0);
};
const read = (set: Dataset, split: 'train' | 'test', size: number, seed = 0, index = 0) => set.batch({ split, seed, index, size });

describe('permutation', () => {
  it.each([1, 2, 3, 5, 16, 17, 1000])('visits each of %d places once', (n) => {
    const order = permutation(n, randomStream(1, 'order', n));
    expect(new Set(Array.from({ length: n }, (_, i) => order(i)))).toEqual(new Set(Array.from({ length: n }, (_, i) => i)));
  });

  it('lets every place come anywhere alike, whatever its neighbour does', () => {
    const [n, draws] = [10, 4000];
    const counts = new Float64Array(n);
    let neighbours = 0;
    for (let epoch = 0; epoch < draws; epoch++) {
      const order = permutation(n, randomStream(2, 'order', epoch));
      const [first, second] = [order(0), order(1)];
      counts[first] = (counts[first] as number) + 1;
      neighbours += second === (first + 1) % n ? 1 : 0;
    }
    const chi2 = counts.reduce((sum, count) => sum + (count - draws / n) ** 2 / (draws / n), 0);
    expect(chi2).toBeLessThan(33.7); // 1 in 10⁴ above, 9 degrees of freedom
    expect(Math.abs(neighbours - draws / 9)).toBeLessThan(4 * Math.sqrt((draws / 9) * (8 / 9)));
  });
});

describe('images on their lattice', () => {
  const image = (set: string, options: Readonly<Record<string, unknown>> = {}) =>
    build('image-array', { path: set, testFraction: 0.5, ...options });
  const pixels = Uint8Array.of(0, 1, 2, 10, 11, 12, 254, 255, 128, 64, 32, 16); // two pixels by two, in colour
  const twice = scratch.write('twice.npy', numpyFile([2, 2, 2, 3], Uint8Array.of(...pixels, ...pixels)));

  it('are scale·(k + ½)/256 + offset', async () => {
    const rows = await read(image(twice), 'train', 1);
    pixels.forEach((k, i) => expect(rows[i]).toBeCloseTo((2 * (k + 0.5)) / 256 - 1, 6));
  });

  it("can be the paper's k/255", async () => {
    const rows = await read(image(twice, { scale: 256 / 255, offset: -1 / 510 }), 'train', 1);
    pixels.forEach((k, i) => expect(rows[i]).toBeCloseTo(k / 255, 6));
  });

  it('keep the highest bits', async () => {
    const set = image(twice, { bits: 3 });
    expect(set.lattice!.levels).toBe(8);
    expect(bytesOf(set, await read(set, 'train', 1))).toEqual([...pixels].map((k) => k >> 5));
  });

  it('are less the mean of the training images where that is subtracted, pixel by pixel', async () => {
    const folder = scratch.folder();
    const [train, test] = [randomBytes(50 * 12), randomBytes(20 * 12, 1)];
    writeFileSync(join(folder, 'train'), idxFile([50, 4, 3], train));
    writeFileSync(join(folder, 'test'), idxFile([20, 4, 3], test));
    const options = { directory: folder, train: 'train', test: 'test', scale: 256 / 255, offset: -1 / 510 };
    const [plain, centred] = [build('idx', options), build('idx', { ...options, centre: 'pixel-mean' })];
    const sums = new Float64Array(12);
    const all = await read(centred, 'train', 50);
    all.forEach((value, i) => (sums[i % 12] = (sums[i % 12] as number) + value));
    sums.forEach((sum) => expect(Math.abs(sum)).toBeLessThan(1e-4));
    expect(bytesOf(centred, all)).toEqual(bytesOf(plain, await read(plain, 'train', 50)));
    expect(bytesOf(centred, await read(centred, 'test', 20))).toEqual(bytesOf(plain, await read(plain, 'test', 20)));
  });

  it('are mirrored in training only, about every second, left for right', async () => {
    const many = scratch.write(
      'many.npy',
      numpyFile(
        [200, 2, 2, 3],
        Uint8Array.from({ length: 2400 }, (_, i) => pixels[i % 12] as number),
      ),
    );
    const set = image(many, { flip: true });
    const mirrored = [...pixels.subarray(3, 6), ...pixels.subarray(0, 3), ...pixels.subarray(9), ...pixels.subarray(6, 9)];
    const of = async (split: 'train' | 'test') => {
      const levels = bytesOf(set, await read(set, split, 100));
      const images = Array.from({ length: 100 }, (_, i) => levels.slice(12 * i, 12 * i + 12).join());
      expect(images.every((one) => one === pixels.join() || one === mirrored.join())).toBe(true);
      return images.filter((one) => one === mirrored.join()).length;
    };
    expect(await of('test')).toBe(0);
    expect(Math.abs((await of('train')) - 50)).toBeLessThan(20);
  });
});

describe('cifar10', () => {
  const folder = scratch.folder();
  writeCifar(folder, 20);
  const set = () => build('cifar10', { directory: folder, records: 20 });
  /** (file, record) of each image: the first two reds, which the planes of the file hold side by side. */
  const names = async (rows: Promise<Float32Array>) => {
    const levels = bytesOf(set(), await rows);
    return Array.from({ length: levels.length / 3072 }, (_, i) => `${levels[i * 3072]}/${levels[i * 3072 + 3]}`);
  };

  it('trains on every image once an epoch, in another order each epoch and seed, and tests in one order', async () => {
    const [one, two] = [await names(read(set(), 'train', 100)), await names(read(set(), 'train', 100, 0, 1))];
    const all = [1, 2, 3, 4, 5].flatMap((file) => Array.from({ length: 20 }, (_, i) => `${file}/${i}`));
    expect(one.toSorted()).toEqual(all.toSorted());
    expect(two.toSorted()).toEqual(all.toSorted());
    expect(two).not.toEqual(one);
    expect(await names(read(set(), 'train', 100, 1))).not.toEqual(one);
    const test = await names(read(set(), 'test', 20));
    expect(test.toSorted()).toEqual(Array.from({ length: 20 }, (_, i) => `6/${i}`).toSorted());
    expect(await names(read(set(), 'test', 20, 5))).toEqual(test);
    expect(set().testSize).toBe(20);
  });
});

describe('image-folder', () => {
  it('cuts the middle, and makes it smaller', async () => {
    const folder = scratch.folder();
    // Grey bars of 2 pixels: 0, 40, 80, 120; of the middle four columns and two rows every 2 × 2 pixels become one.
    const bars = Uint8Array.from({ length: 8 * 4 * 3 }, (_, i) => 40 * Math.floor((Math.floor(i / 3) % 8) / 2));
    for (const name of ['a.png', 'b.png']) writeFileSync(join(folder, name), await png(bars, 4, 8));
    const options = { directory: folder, testFraction: 0.5, height: 4, width: 4 };
    const cut = build('image-folder', { ...options, crop: 4 });
    const row = [40, 40, 80, 80].flatMap((grey) => [grey, grey, grey]);
    expect(bytesOf(cut, await read(cut, 'test', 1))).toEqual([...row, ...row, ...row, ...row]);
    const covered = build('image-folder', { ...options, height: 2, width: 2 });
    const levels = bytesOf(covered, await read(covered, 'train', 1));
    expect(levels[0]).toBeGreaterThan(25);
    expect(levels[3]! - levels[0]!).toBeGreaterThan(25);
    expect(levels[3]).toBeLessThan(95);
  });
});

describe('shapes16', () => {
  it('does not depend on the size of a batch, and has light shapes on dark in every place', async () => {
    const set = build('shapes16');
    const [all, second] = [await read(set, 'train', 200), await read(set, 'train', 100, 0, 1)];
    expect(all.subarray(100 * 256)).toEqual(second);
    const levels = bytesOf(set, all);
    expect(Math.min(...levels)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...levels)).toBeLessThanOrEqual(250);
    const middle = levels.filter((_, i) => i % 256 === 8 * 16 + 8).filter((level) => level > 120).length;
    expect(middle).toBeGreaterThan(60);
    expect(middle).toBeLessThan(180);
  });
});

it('npz arrays read the same stored and compressed', async () => {
  const data = numpyFile([20, 3, 3], randomBytes(180));
  const [stored, packed] = ([0, 6] as const).map((level) =>
    build('image-array', { path: scratch.write(`l${level}.npz`, npzFile({ data }, level)) }),
  );
  expect(await read(packed!, 'train', 18)).toEqual(await read(stored!, 'train', 18));
});
