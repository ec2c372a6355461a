import { PartitaError, randomStream, type Dataset, type RandomStream } from '@partita/core';

export interface RowsOptions {
  /** `[n, ...shape]`, row-major. */
  readonly values: Float32Array;
  readonly shape: readonly number[];
  /** The share of the rows that is kept for testing, between 0 and 1. */
  readonly testFraction: number;
  /** Where the rows come from, for errors. */
  readonly source: string;
}

/**
 * Given rows as a data set. One permutation, a function of n alone, sets the test rows aside and orders them, so that any number of
 * first test rows is a fair sample; the training rows are shuffled anew for each (seed, epoch). Batches wrap round at the end.
 *
 * @throws PartitaError when a split would be empty
 */
export function rowsDataset({ values, shape, testFraction, source }: RowsOptions): Dataset {
  const width = shape.reduce((product, size) => product * size, 1);
  const count = values.length / width;
  const testSize = Math.round(count * testFraction);
  if (count < 2) throw new PartitaError(`${source} has ${count} row; a split into train and test needs at least 2.`);
  if (testSize < 1 || testSize >= count)
    throw new PartitaError(
      `dataset.testFraction: ${testFraction} of the ${count} rows of ${source} leaves no ${testSize < 1 ? 'test' : 'training'} row; choose from ${1 / count} to ${1 - 1 / count}.`,
    );

  const order = permutation(count, randomStream(0, 'subset', count));
  const test = order.subarray(0, testSize);
  const train = order.subarray(testSize);
  const shuffled = latest((seed, epoch) => permutation(train.length, randomStream(seed, 'order', epoch)));

  const trainRow = (seed: number, position: number): number => {
    const place = shuffled(seed, Math.floor(position / train.length))[position % train.length] as number;
    return train[place] as number;
  };

  return {
    shape,
    testSize,
    batch: ({ split, seed, index, size }) => {
      const out = new Float32Array(size * width);
      for (let i = 0; i < size; i++) {
        const position = index * size + i;
        const row = split === 'test' ? (test[position % testSize] as number) : trainRow(seed, position);
        out.set(values.subarray(row * width, (row + 1) * width), i * width);
      }
      return Promise.resolve(out);
    },
  };
}

/** A random order of 0 … n − 1 (Fisher and Yates). */
function permutation(n: number, random: RandomStream): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}

/** Remembers the last result only: batches come in order. */
function latest<T>(make: (seed: number, epoch: number) => T): (seed: number, epoch: number) => T {
  let held: { seed: number; epoch: number; value: T } | undefined;
  return (seed, epoch) => {
    if (held?.seed !== seed || held.epoch !== epoch) held = { seed, epoch, value: make(seed, epoch) };
    return held.value;
  };
}
