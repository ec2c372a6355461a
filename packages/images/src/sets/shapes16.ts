import { randomStream, type Dataset, type RandomStream } from '@partita/core';
import { scaledBytes } from '../scaled-bytes.ts';

export interface ShapesOptions {
  readonly scale: number;
  readonly offset: number;
  readonly bits: number;
}

const SIDE = 16;

/**
 * Of a picture of 8 bits, in nats, with a standard error of 0.18: −E log P of 233 pictures, P the volume of what could have drawn the same
 * bytes, found by a random walk through it. A test does the same with others.
 */
const SHAPES_ENTROPY = 34.2;
const SPLITS = { train: 0, test: 1 } as const;

/** Signed distance in pixels from the edge of a shape of radius r around the origin; negative inside. */
type Distance = (x: number, y: number, r: number) => number;

const box = (x: number, y: number, a: number, b: number): number => Math.max(Math.abs(x) - a, Math.abs(y) - b);

const SHAPES: readonly Distance[] = [
  (x, y, r) => Math.hypot(x, y) - r,
  (x, y, r) => box(x, y, 0.85 * r, 0.85 * r),
  (x, y, r) => Math.min(box(x, y, r, 0.35 * r), box(x, y, 0.35 * r, r)),
];

const between = (low: number, high: number, random: RandomStream): number => low + (high - low) * random.uniform();

/**
 * Pictures of 16 × 16 grey bytes without end: one disc, square or cross, each alike, of radius 3 to 5.5 pixels, anywhere where it fits
 * whole, light (150 to 250) on dark (10 to 90); a pixel on the edge is mixed by how far the edge is, so that places show to fractions of a
 * pixel. Image i of a split is a function of (seed, split, i).
 */
export function shapes16(affine: ShapesOptions): Dataset {
  const { lattice, write } = scaledBytes([SIDE, SIDE, 1], affine);
  return {
    shape: [SIDE, SIDE, 1],
    lattice: affine.bits === 8 ? { ...lattice, entropy: SHAPES_ENTROPY } : lattice,
    batch: ({ split, seed, index, size }) => {
      const out = new Float32Array(size * SIDE * SIDE);
      const bytes = new Uint8Array(SIDE * SIDE);
      for (let i = 0; i < size; i++) {
        drawShape(someShape(randomStream(seed, 'data', SPLITS[split], index * size + i)), bytes);
        write(bytes, out.subarray(i * bytes.length, (i + 1) * bytes.length));
      }
      return Promise.resolve(out);
    },
  };
}

/** All that a picture is a function of. */
export interface Shape {
  /** Which one, from 0. */
  readonly kind: number;
  /** Radius and centre, in pixels. */
  readonly r: number;
  readonly x: number;
  readonly y: number;
  /** Levels of the ground and of the shape. */
  readonly dark: number;
  readonly light: number;
}

export function someShape(random: RandomStream): Shape {
  const kind = Math.floor(random.uniform() * SHAPES.length);
  const r = between(3, 5.5, random);
  const [x, y] = [between(r, SIDE - r, random), between(r, SIDE - r, random)];
  const [dark, light] = [between(10, 90, random), between(150, 250, random)];
  return { kind, r, x, y, dark, light };
}

export function drawShape({ kind, r, x, y, dark, light }: Shape, out: Uint8Array): void {
  const distance = SHAPES[kind] as Distance;
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const inside = Math.min(1, Math.max(0, 0.5 - distance(column + 0.5 - x, row + 0.5 - y, r)));
      out[row * SIDE + column] = Math.round(dark + (light - dark) * inside);
    }
}
