import { row, type BadInput } from './bad-input.ts';
import type { Workshop } from './workshop.ts';

const rows = (make: (shop: Workshop) => string, more: Readonly<Record<string, unknown>> = {}): BadInput['args'] => {
  return (shop) => ['train', shop.experiment({ dataset: { kind: 'npy', path: make(shop), ...more } }), '--out', shop.path('out')];
};

const twoRows = (shop: Workshop): string => shop.npy([0, 1, 2, 3], [2, 2]);

/** Files that are no data. */
export const datasets = [
  row('no path', (shop) => ['train', shop.experiment({ dataset: 'npy' })], 'dataset.path: expected a text, got nothing.'),
  row(
    'a file that does not exist',
    rows((shop) => shop.path('none.npy')),
    "Cannot read '<dir>/none.npy': there is no such file or directory.",
  ),
  row(
    'a folder',
    rows((shop) => shop.folder('data.npy')),
    "Cannot read '<dir>/data.npy': it is a directory, not a file.",
  ),
  row(
    'a table in text',
    rows((shop) => shop.file('data.npy', '0,1\n2,3\n')),
    "'<dir>/data.npy' is not an npy file; save one with numpy.save.",
  ),
  row(
    'an empty file',
    rows((shop) => shop.file('data.npy')),
    "'<dir>/data.npy' is not an npy file; save one with numpy.save.",
  ),
  row(
    'a truncated file',
    rows((shop) => {
      const path = shop.npy([0, 1, 2, 3], [2, 2]);
      shop.edit(path, (bytes) => bytes.subarray(0, -5));
      return path;
    }),
    "'<dir>/data.npy' is truncated or damaged: its length does not fit its header.",
  ),
  row(
    'a file cut off in its header',
    rows((shop) => {
      const path = shop.npy([0, 1, 2, 3], [2, 2]);
      shop.edit(path, (bytes) => bytes.subarray(0, 20));
      return path;
    }),
    "'<dir>/data.npy' is truncated or damaged: its length does not fit its header.",
  ),
  row(
    'NaN',
    rows((shop) => shop.npy([0, 1, 2, NaN, 4, 5], [3, 2])),
    "'<dir>/data.npy' has NaN in row 1 (the first is 0), which is not a finite float32; remove such rows.",
  ),
  row(
    'infinity',
    rows((shop) => shop.npy([Infinity, 1, 2, 3], [2, 2])),
    "'<dir>/data.npy' has Infinity in row 0 (the first is 0), which is not a finite float32; remove such rows.",
  ),
  row(
    'a list of numbers',
    rows((shop) => shop.npy([0, 1, 2, 3], [4])),
    "'<dir>/data.npy' holds an array of shape [4]; rows of numbers, [n, d], are needed.",
  ),
  row(
    'images',
    rows((shop) => shop.npy([0, 1, 2, 3, 4, 5, 6, 7], [2, 2, 2])),
    "'<dir>/data.npy' holds an array of shape [2, 2, 2]; rows of numbers, [n, d], are needed.",
  ),
  row(
    'no row',
    rows((shop) => shop.npy([], [0, 2])),
    "'<dir>/data.npy' is empty: its shape is [0, 2].",
  ),
  row(
    'one row',
    rows((shop) => shop.npy([0, 1], [1, 2])),
    "'<dir>/data.npy' has 1 row; a split into train and test needs at least 2.",
  ),
  row(
    'too few rows for a test set',
    rows(twoRows),
    "dataset.testFraction: 0.1 of the 2 rows of '<dir>/data.npy' leaves no test row; choose from 0.5 to 0.5.",
  ),
  row(
    'nothing but a test set',
    rows(twoRows, { testFraction: 0.9 }),
    "dataset.testFraction: 0.9 of the 2 rows of '<dir>/data.npy' leaves no training row; choose from 0.5 to 0.5.",
  ),
  row('a test fraction of one', rows(twoRows, { testFraction: 1 }), 'dataset.testFraction: must be below 1, got 1.'),
];
