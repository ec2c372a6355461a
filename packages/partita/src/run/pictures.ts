import { latticeLevels, type Dataset, type Lattice } from '@partita/core';
import type { PictureShape } from '@partita/report';

/** Data that can be looked at. */
export interface PictureData {
  readonly shape: PictureShape;
  readonly lattice: Lattice;
}

/** A data set as pictures, grey or in colour; undefined where its rows are something else. */
export function pictureData({ shape, lattice }: Dataset): PictureData | undefined {
  const [height, width, channels] = shape;
  if (!lattice || shape.length !== 3 || (channels !== 1 && channels !== 3)) return undefined;
  return { shape: [height as number, width as number, channels], lattice };
}

/** Rows as bytes to look at: their levels, brought to 0 … 255 and cut off there. */
export function pictureBytes(rows: Float32Array, { shape, lattice }: PictureData): Uint8Array {
  const dimension = shape.reduce((product, n) => product * n, 1);
  return Uint8Array.from(latticeLevels(rows, dimension, lattice), (level) =>
    Math.min(255, Math.max(0, Math.round(level * byteOf(lattice)))),
  );
}

/** Differences of data in levels of 0 to 255. */
export const inBytes = (difference: number, lattice: Lattice): number => ((difference * lattice.levels) / lattice.scale) * byteOf(lattice);

const byteOf = ({ levels }: Lattice): number => 255 / (levels - 1);
