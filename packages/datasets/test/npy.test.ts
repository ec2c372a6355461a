import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'npyjs';
import { afterAll, describe, expect, it } from 'vitest';
import { npy, rowsDataset } from '@partita/datasets';
import { describeDataset } from '@partita/testing';
import { readFile as browserFile } from '../src/read-file/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'partita-npy-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(bytes: ArrayBuffer | Uint8Array | string): string {
  const path = join(folder, `${files++}.npy`);
  writeFileSync(path, typeof bytes === 'string' ? bytes : new Uint8Array(bytes));
  return path;
}

/** A file as numpy.save writes it: header padded to 64 bytes. */
function numpyFile(descr: string, shape: string, data: ArrayBufferView, fortran = false): string {
  const dict = `{'descr': ${descr}, 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${shape}, }`;
  const header = `${dict.padEnd(128 - 10 - 1)}\n`;
  const bytes = Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Buffer.from([header.length, 0]),
    Buffer.from(header),
    Buffer.from(data.buffer as ArrayBuffer),
  ]);
  return file(bytes);
}

/** Rows (i, 1000 + i), which say their number. */
const numbered = (rows: number) => Float32Array.from({ length: 2 * rows }, (_, i) => (i % 2) * 1000 + Math.floor(i / 2));
const numberedFile = (rows: number): string => file(dump(numbered(rows), [rows, 2]));
const firsts = (rows: Float32Array): number[] => [...rows.filter((_, i) => i % 2 === 0)];

const shared = numberedFile(500);
describeDataset('npy', () => npy({ path: shared, testFraction: 0.2 }));

describe('npy', () => {
  it('keeps a fixed share for testing, and the rest for training, each row whole', async () => {
    const set = npy({ path: numberedFile(50), testFraction: 0.2 });
    expect([set.testSize, set.shape]).toEqual([10, [2]]);
    const test = await set.batch({ split: 'test', seed: 0, index: 0, size: 10 });
    const train = await set.batch({ split: 'train', seed: 0, index: 0, size: 40 });
    expect([...firsts(test), ...firsts(train)].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    for (const rows of [test, train]) expect(rows.filter((_, i) => i % 2 === 1)).toEqual(Float32Array.from(firsts(rows), (x) => x + 1000));
  });

  it('tests in one order whatever the seed, and wraps round', async () => {
    const set = npy({ path: numberedFile(50), testFraction: 0.2 });
    const first = await set.batch({ split: 'test', seed: 0, index: 0, size: 10 });
    expect(await set.batch({ split: 'test', seed: 9, index: 0, size: 10 })).toEqual(first);
    expect(await set.batch({ split: 'test', seed: 0, index: 1, size: 7 })).toEqual(
      Float32Array.of(...first.slice(14), ...first.slice(0, 8)),
    );
  });

  it('tests on a fair sample of a sorted file', async () => {
    const set = npy({ path: numberedFile(500), testFraction: 0.2 });
    const head = firsts(await set.batch({ split: 'test', seed: 0, index: 0, size: 40 }));
    expect(Math.abs(head.reduce((a, b) => a + b) / 40 - 250)).toBeLessThan(4 * (500 / Math.sqrt(12 * 40)));
  });

  it('trains on every row once an epoch, in a new order each epoch and seed, with batches across the turn', async () => {
    const set = npy({ path: numberedFile(50), testFraction: 0.2 });
    const batches = await Promise.all(Array.from({ length: 5 }, (_, index) => set.batch({ split: 'train', seed: 3, index, size: 16 })));
    const all = batches.flatMap((batch) => firsts(batch));
    const [one, two] = [all.slice(0, 40), all.slice(40, 80)];
    expect(new Set(one).size).toBe(40);
    expect(new Set(two)).toEqual(new Set(one));
    expect(two).not.toEqual(one);
    expect(firsts(await set.batch({ split: 'train', seed: 4, index: 0, size: 16 }))).not.toEqual(one.slice(0, 16));
    expect(firsts(await set.batch({ split: 'train', seed: 3, index: 0, size: 80 }))).toEqual(all);
  });

  it('reads what numpy.save writes: float64, either order of storage', async () => {
    const rows = numpyFile("'<f8'", '(3, 2)', Float64Array.of(1, 2, 3, 4, 5, 6));
    const columns = numpyFile("'<f8'", '(3, 2)', Float64Array.of(1, 3, 5, 2, 4, 6), true);
    const single = numpyFile("'<f4'", '(3, 2)', Float32Array.of(1, 2, 3, 4, 5, 6));
    const read = (path: string) => npy({ path, testFraction: 0.4 }).batch({ split: 'test', seed: 0, index: 0, size: 1 });
    expect(await read(columns)).toEqual(await read(rows));
    expect(await read(single)).toEqual(await read(rows));
    expect([
      [1, 2],
      [3, 4],
      [5, 6],
    ]).toContainEqual([...(await read(rows))]);
  });

  it.each([
    ['a missing file', () => join(folder, 'missing.npy'), /^Cannot read '.*missing\.npy': there is no such file or directory\.$/],
    ['a directory', () => folder, /^Cannot read '.*': it is a directory, not a file\.$/],
    ['an empty file', () => file(''), /is not an npy file; save one with numpy\.save\.$/],
    ['another kind of file', () => file('x,y\n1,2\n3,4\n'), /is not an npy file/],
    ['a truncated header', () => file(new Uint8Array(dump(numbered(5), [5, 2])).slice(0, 40)), /is truncated or damaged/],
    ['truncated numbers', () => file(new Uint8Array(dump(numbered(5), [5, 2])).slice(0, -8)), /is truncated: it holds 8 of 10 numbers\.$/],
    ['half a number', () => file(new Uint8Array(dump(numbered(5), [5, 2])).slice(0, -3)), /is truncated or damaged/],
    ['one axis', () => file(dump(numbered(5), [10])), /holds an array of shape \[10\]; rows of numbers, \[n, d\], are needed\.$/],
    ['three axes', () => file(dump(numbered(6), [2, 3, 2])), /shape \[2, 3, 2\]/],
    ['no axes', () => numpyFile("'<f4'", '()', Float32Array.of(1)), /shape \[\]/],
    ['no rows', () => numpyFile("'<f4'", '(0, 2)', new Float32Array(0)), /is empty: its shape is \[0, 2\]\.$/],
    ['integers', () => file(dump(Int32Array.of(1, 2, 3, 4), [2, 2])), /holds numbers of type i4; save them as float32 or float64\.$/],
    ['images', () => file(dump(new Uint8Array(8), [2, 2, 2])), /holds images of bytes; name the data set 'image-array'/],
    ['big-endian numbers', () => numpyFile("'>f4'", '(2, 2)', new Float32Array(4)), /unsupported type; save them as little-endian/],
    ['records', () => numpyFile("[('x', '<f4'), ('y', '<f4')]", '(2,)', new Float32Array(4)), /holds no plain array of numbers/],
    ['a NaN', () => file(dump(numbered(9).with(7, Number.NaN), [9, 2])), /has NaN in row 3 \(the first is 0\)/],
    ['an infinity', () => file(dump(numbered(9).with(8, -Infinity), [9, 2])), /has -Infinity in row 4/],
    ['a number beyond float32', () => file(dump(Float64Array.of(1, 2, 3, 1e300), [2, 2])), /has 1e\+300 in row 1 .* not a finite float32/],
    ['one row', () => numberedFile(1), /has 1 row; a split into train and test needs at least 2\.$/],
    [
      'too few rows for a test row',
      () => numberedFile(4),
      /^dataset\.testFraction: 0\.1 of the 4 rows of '.*' leaves no test row; choose from 0\.25 to 0\.75\.$/,
    ],
  ])('says in one sentence what is wrong with %s', (_, make, message) =>
    expect(() => npy({ path: make(), testFraction: 0.1 })).toThrow(message),
  );

  it('says when no training row is left', () => {
    expect(() => npy({ path: numberedFile(4), testFraction: 0.95 })).toThrow(/leaves no training row; choose from 0\.25 to 0\.75\.$/);
  });
});

describe('rowsDataset', () => {
  it('takes rows of any shape', async () => {
    const set = rowsDataset({
      values: Float32Array.from({ length: 60 }, (_, i) => i),
      shape: [2, 3],
      testFraction: 0.5,
      source: 'the rows',
    });
    const batch = await set.batch({ split: 'train', seed: 0, index: 0, size: 2 });
    expect(batch).toHaveLength(12);
    expect(batch[0]! % 6).toBe(0);
    expect([...batch.subarray(0, 6)]).toEqual([0, 1, 2, 3, 4, 5].map((i) => batch[0]! + i));
  });
});

it('is no data set in a browser, and says so', () => {
  expect(() => browserFile('rows.npy')).toThrow("In a browser there is no file 'rows.npy' to read");
});
