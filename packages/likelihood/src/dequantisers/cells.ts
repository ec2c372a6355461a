import type { Dequantised, RandomStream } from '@partita/core';

/** A density on [−w/2, w/2], the cell around each value. */
export interface CellDensity {
  draw(random: RandomStream): number;
  /** In nats, at an offset from the middle of the cell. */
  logDensity(offset: number): number;
}

/** Moves every value by a draw of its own; the coordinates of a row are independent. */
export function dequantiseCells(
  rows: Float32Array,
  dimension: number,
  stream: (row: number) => RandomStream,
  cell: CellDensity,
): Dequantised {
  const moved = new Float32Array(rows.length);
  const logDensity = new Float64Array(rows.length / dimension);
  for (let row = 0; row < logDensity.length; row++) {
    const random = stream(row);
    for (let i = row * dimension; i < (row + 1) * dimension; i++) {
      const offset = cell.draw(random);
      moved[i] = (rows[i] as number) + offset;
      logDensity[row] = (logDensity[row] as number) + cell.logDensity(offset);
    }
  }
  return { rows: moved, logDensity };
}
