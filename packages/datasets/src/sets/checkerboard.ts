import type { Dataset } from '@partita/core';
import type { RectangleComponent } from '../mixture/component.ts';
import { mixture } from '../mixture/mixture.ts';

export interface CheckerboardOptions {
  /** Squares along a side of the board. */
  readonly squares: number;
  /** The side of one square. */
  readonly side: number;
}

/** Uniform on every other square of a board centred at 0; entropy log(area). */
export function checkerboard({ squares, side }: CheckerboardOptions): Dataset {
  const centre = (i: number): number => (i - (squares - 1) / 2) * side;
  const indices = Array.from({ length: squares }, (_, i) => i);
  const components = indices.flatMap((i) =>
    indices
      .filter((j) => (i + j) % 2 === 0)
      .map((j): RectangleComponent => ({
        kind: 'rectangle',
        weight: 1,
        center: [centre(i), centre(j)],
        halfSize: [side / 2, side / 2],
        angleDegrees: 0,
      })),
  );
  return mixture({ components, entropy: Math.log(components.length * side * side) });
}
