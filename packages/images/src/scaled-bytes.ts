import type { Lattice } from '@partita/core';
import { sizeOf, type ImageShape } from './pool.ts';

/** The declared map from bytes to data: byte k of b bits, k' = k >> (8 − b), becomes scale·(k' + ½)/2ᵇ + offset, less the mean's. */
export interface Affine {
  /** Bits kept of each byte, from the highest; 1 to 8. */
  readonly bits: number;
  /** Width of all cells together in data space. */
  readonly scale: number;
  /** Lower end of the first cell in data space. */
  readonly offset: number;
  /** A mean byte for each coordinate; its image under the map is subtracted. */
  readonly mean?: ArrayLike<number>;
}

export interface ScaledBytes {
  readonly lattice: Lattice;
  /** Writes the data of one image. */
  readonly write: (bytes: Uint8Array, out: Float32Array) => void;
}

/** The map for images of a shape, with the lattice that follows from it: there is no second place where bits/dim could go wrong. */
export function scaledBytes(shape: ImageShape, { bits, scale, offset, mean }: Affine): ScaledBytes {
  const levels = 2 ** bits;
  const heights = Float64Array.from({ length: 256 }, (_, byte) => (scale * ((byte >> (8 - bits)) + 0.5)) / levels);
  // A byte's cell is one of 2^(8 - b) that share a level: a mean of bytes lies at (mean + ½)/2^(8 - b) cells.
  const shift = mean && Float64Array.from({ length: sizeOf(shape) }, (_, i) => (-scale * ((mean[i] as number) + 0.5)) / 256);
  const offsets = shift ?? new Float64Array(sizeOf(shape)).fill(offset);
  return {
    lattice: { levels, scale, offset: shift ?? offset },
    write: (bytes, out) => {
      for (let i = 0; i < out.length; i++) out[i] = (heights[bytes[i] as number] as number) + (offsets[i] as number);
    },
  };
}
