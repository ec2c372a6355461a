import { defineComponent, FeatureMap, randomStream } from '@partita/core';
import { z } from 'zod';
import { orthogonalDirections } from '../two-sample/directions.ts';

export interface RandomProjectionOptions {
  /** Numbers in a vector. */
  readonly dimension: number;
  /** Of the directions; not the run's, so that runs compare. */
  readonly seed: number;
}

/**
 * Where a row lies along random directions, which are at right angles to each other as far as there is room: P·x (Johnson & Lindenstrauss
 * 1984, doi 10.1090/conm/026/737400). The same directions for the same seed and dimension of the data.
 */
export const randomProjection = ({ dimension, seed }: RandomProjectionOptions): FeatureMap => ({
  features(rows, { shape }) {
    const width = shape.reduce((product, n) => product * n, 1);
    const directions = orthogonalDirections(dimension, width, randomStream(seed, 'features'));
    const values = new Float32Array((rows.length / width) * dimension);
    for (let row = 0; row * width < rows.length; row++)
      directions.slice(0, dimension).forEach((direction, k) => {
        let along = 0;
        for (let i = 0; i < width; i++) along += (direction[i] as number) * (rows[row * width + i] as number);
        values[row * dimension + k] = along;
      });
    return Promise.resolve({ values, dimension });
  },
});

export const randomProjectionComponent = defineComponent({
  port: FeatureMap,
  kind: 'random-projection',
  summary: 'where rows lie along random directions, at right angles to each other as far as there is room',
  formula: 'f(x) = P·x, rows of P orthonormal in frames of D',
  options: z.object({
    dimension: z.int().min(1).max(4096).default(64).describe('directions'),
    seed: z.int().min(0).default(0).describe('of the directions; not the seed of the run, so that runs compare'),
  }),
  create: randomProjection,
  cites: ['doi:10.1090/conm/026/737400'],
});
