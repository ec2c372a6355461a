import { indexedPngUri } from './indexed-png.ts';
import { densityColour, type Rgb } from './palette.ts';

const LEVELS = 255;
const UNKNOWN = 255;
const PALETTE: readonly Rgb[] = [...Array.from({ length: LEVELS }, (_, i) => densityColour(i / (LEVELS - 1))), [196, 200, 208]];
const FINE = 128;

/**
 * A density as a small picture. Colour follows √(p / top), so that the foot of a peak stays visible beside its summit;
 * above `top` it saturates, and cells that are not finite are grey. Coarse grids are interpolated between their cells.
 * @param values `[side, side]` row-major, row 0 at the bottom
 */
export function heatMap(values: ArrayLike<number>, side: number, top: number): string {
  const levels = Float64Array.from({ length: side * side }, (_, i) => level(values[i] ?? Number.NaN, top));
  const size = side * Math.max(1, Math.round(FINE / side));
  const pixels = new Uint8Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const value = bilinear(levels, side, ((column + 0.5) * side) / size - 0.5, ((size - row - 0.5) * side) / size - 0.5);
      pixels[row * size + column] = Number.isNaN(value) ? UNKNOWN : Math.round(value);
    }
  return indexedPngUri(size, size, pixels, PALETTE);
}

/** The colour scale itself, from 0 (left) to the top. */
export const colourBar = (): string =>
  indexedPngUri(
    LEVELS,
    1,
    Uint8Array.from({ length: LEVELS }, (_, i) => Math.round(level(i / (LEVELS - 1), 1))),
    PALETTE,
  );

const level = (value: number, top: number): number =>
  Number.isFinite(value) ? Math.sqrt(Math.min(1, Math.max(0, value / top))) * (LEVELS - 1) : Number.NaN;

/** The value between the cells of a grid, constant beyond the outer cells' centres; beside an unknown cell, that of the nearest. */
function bilinear(values: Float64Array, side: number, x: number, y: number): number {
  const clamp = (v: number): number => Math.min(side - 1, Math.max(0, v));
  const [left, bottom] = [Math.floor(clamp(x)), Math.floor(clamp(y))];
  const [u, v] = [clamp(x) - left, clamp(y) - bottom];
  const at = (column: number, row: number): number => values[clamp(row) * side + clamp(column)] as number;
  const along = (row: number): number => (1 - u) * at(left, row) + u * at(left + 1, row);
  const value = (1 - v) * along(bottom) + v * along(bottom + 1);
  return Number.isNaN(value) ? at(Math.round(left + u), Math.round(bottom + v)) : value;
}
