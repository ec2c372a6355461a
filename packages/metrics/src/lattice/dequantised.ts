import { randomStream, type Dequantised, type Dequantiser, type Lattice, type MetricContext, type PartitionedScore } from '@partita/core';

/** σ/α at tMin, in units of the data: the noise that the model's first time carries. */
export const noiseAtStart = ({ sde, tMin }: PartitionedScore): number => Math.exp(-0.5 * sde.logSnr(tMin));

/** Draw number `draw` of continuous rows from rows on a lattice; row i of it is a function of (seed, draw, i). */
export function dequantised(
  rows: Float32Array,
  lattice: Lattice,
  { score, seed }: Pick<MetricContext, 'score' | 'seed'>,
  dequantiser: Dequantiser,
  draw = 0,
): Dequantised {
  return dequantiser.dequantise(rows, score.dimension, { lattice, noise: noiseAtStart(score) }, (row) =>
    randomStream(seed, 'dequantisation', draw, row),
  );
}
