import { PartitaError, randomStream, type Dataset } from '@partita/core';
import { mirror } from './mirror.ts';
import { epochs } from './order/epochs.ts';
import { permutation } from './order/permutation.ts';
import { describeShape, sizeOf, type Splits } from './pool.ts';
import { prefetched } from './prefetched.ts';
import { scaledBytes, type Affine } from './scaled-bytes.ts';

export interface ImageDatasetOptions extends Affine {
  readonly splits: Splits;
  /** Mirrors every second training image, left for right. */
  readonly flip: boolean;
}

/**
 * Images of bytes as a data set on a declared lattice. Training images are shuffled by (seed, epoch); test images stand in one order,
 * whatever the seed, so that any number of first ones is a fair sample. Memory does not depend on how many images there are.
 *
 * @throws PartitaError when the splits do not fit each other
 */
export function imageDataset({ splits: { train, test }, flip, ...affine }: ImageDatasetOptions): Dataset {
  const { shape } = train;
  if (describeShape(shape) !== describeShape(test.shape))
    throw new PartitaError(
      `${train.source} holds images of ${describeShape(shape)} and ${test.source} of ${describeShape(test.shape)}; training and test images must be of one shape.`,
    );
  const { lattice, write } = scaledBytes(shape, affine);
  const trainRow = epochs(train.count);
  const testRow = permutation(test.count, randomStream(0, 'subset', test.count));
  const size = sizeOf(shape);

  return prefetched({
    shape,
    testSize: test.count,
    lattice,
    batch: async ({ split, seed, index, size: count }) => {
      const positions = Array.from({ length: count }, (_, i) => index * count + i);
      const isTraining = split === 'train';
      const rows = positions.map((position) => (isTraining ? trainRow(seed, position) : testRow(position % test.count)));
      const bytes = await (isTraining ? train : test).read(rows);
      const out = new Float32Array(count * size);
      positions.forEach((position, i) => {
        const image = bytes.subarray(i * size, (i + 1) * size);
        if (isTraining && flip && randomStream(seed, 'flip', position).uniform() < 0.5) mirror(image, shape);
        write(image, out.subarray(i * size, (i + 1) * size));
      });
      return out;
    },
  });
}
