import { indexedPngUri } from './indexed-png.ts';
import { rgb } from './palette.ts';

export interface ScatterStyle {
  readonly extent: readonly [number, number];
  /** Pixels along a side. */
  readonly pixels: number;
  /** Of a dot, in pixels. */
  readonly radius: number;
  readonly opacity: number;
  readonly colour: string;
}

/**
 * Points as soft dots in one small transparent picture: thousands of them cost no more than one. Where dots overlap
 * their opacities compose, 1 − Π(1 − a).
 * @param points `[n, 2]` row-major; those outside the extent or not finite are left out
 */
export function scatter(points: ArrayLike<number>, style: ScatterStyle): string {
  const { extent, pixels: side, radius, opacity, colour } = style;
  const clear = new Float32Array(side * side).fill(1);
  const scale = side / (extent[1] - extent[0]);
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = ((points[i] as number) - extent[0]) * scale;
    const y = (extent[1] - (points[i + 1] as number)) * scale;
    if (!(x >= 0 && x <= side && y >= 0 && y <= side)) continue;
    for (let row = Math.max(0, Math.floor(y - radius - 1)); row <= Math.min(side - 1, y + radius + 1); row++)
      for (let column = Math.max(0, Math.floor(x - radius - 1)); column <= Math.min(side - 1, x + radius + 1); column++) {
        const cover = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(column + 0.5 - x, row + 0.5 - y)));
        clear[row * side + column] = (clear[row * side + column] as number) * (1 - opacity * cover);
      }
  }
  const ink = rgb(colour);
  return indexedPngUri(
    side,
    side,
    Uint8Array.from(clear, (c) => Math.round(255 * (1 - c))),
    Array.from({ length: 256 }, (_, a) => [...ink, a]),
  );
}

/** How many of the points a scatter of this extent leaves out. */
export function outside(points: ArrayLike<number>, [low, high]: readonly [number, number]): number {
  let count = 0;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number];
    if (!(x >= low && x <= high && y >= low && y <= high)) count++;
  }
  return count;
}
