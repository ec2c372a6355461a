import { randomStream, type RandomStream } from '@partita/core';
import { drawShape, someShape, type Shape } from '../src/sets/shapes16.ts';

/** What a shape is made of, beside its kind, and how far a first step may lead within one picture. */
const NAMES = ['r', 'x', 'y', 'dark', 'light'] as const;
const FIRST_STEP = [1e-4, 1e-4, 1e-4, 0.05, 0.05];
const D = NAMES.length;
/** Rounds of the walk, each by the covariance of the one before, and steps of a round. */
const ROUNDS = 6;
const STEPS = 3000;
/** The ellipsoid that the volume is measured in, in multiples of that which has the region's covariance. */
const WIDTH = 1.4;

type Point = readonly number[];

/** Log of the density with which a shape is drawn; −∞ where it is not. */
function logPrior({ r, x, y, dark, light }: Shape): number {
  const fits = r >= 3 && r <= 5.5 && Math.min(x, y) >= r && Math.max(x, y) <= 16 - r;
  if (!fits || dark < 10 || dark > 90 || light < 150 || light > 250) return -Infinity;
  return -Math.log(3 * 2.5 * (16 - 2 * r) ** 2 * 80 * 100);
}

/**
 * −log P of a drawn picture in nats, P = ∫ prior over all shapes of its kind that have its bytes. The shape that drew it lies in that
 * region like any other; a random walk from there learns its covariance C; points drawn evenly in the ellipsoid
 * (z − m)ᵀC⁻¹(z − m) ≤ WIDTH²·(D + 2) that lie in the region measure the part that is within, and the walk tells how much that is.
 */
export function surprise(index: number, seed: number): number {
  const random = randomStream(seed, 'shapes16-entropy', index);
  const shape = someShape(random);
  const picture = new Uint8Array(256);
  drawShape(shape, picture);
  const other = new Uint8Array(256);
  const at = (point: Point): Shape => ({ ...shape, ...Object.fromEntries(NAMES.map((name, i) => [name, point[i] as number])) });
  const weight = (point: Point): number => {
    const log = logPrior(at(point));
    if (log === -Infinity) return 0;
    drawShape(at(point), other);
    return other.every((byte, i) => byte === picture[i]) ? Math.exp(log) : 0;
  };

  let point: Point = NAMES.map((name) => shape[name]);
  let root = FIRST_STEP.map((step, i) => FIRST_STEP.map((_, j) => (i === j ? step : 0)));
  let visited: Point[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    visited = [];
    for (let step = 0; step < STEPS; step++) {
      const next = moved(point, root, random.normals(new Float64Array(D)), round === 0 ? 1 : 1.1);
      if (weight(next) > 0) point = next;
      visited.push(point);
    }
    root = cholesky(covariance(visited));
  }

  const mean = centre(visited);
  const radius = WIDTH * Math.sqrt(D + 2);
  const covered = visited.filter(
    (z) =>
      Math.hypot(
        ...solved(
          root,
          z.map((value, i) => value - (mean[i] as number)),
        ),
      ) <= radius,
  ).length;
  let sum = 0;
  for (let step = 0; step < STEPS; step++) sum += weight(moved(mean, root, inBall(random), radius));
  const volume = ((8 * Math.PI ** 2) / 15) * radius ** D * root.reduce((product, row, i) => product * (row[i] as number), 1);
  return -Math.log(((sum / STEPS) * volume * STEPS) / covered);
}

const moved = (point: Point, root: readonly Point[], direction: ArrayLike<number>, scale: number): number[] =>
  point.map((value, i) => value + scale * (root[i] as Point).reduce((sum, factor, j) => sum + factor * (direction[j] as number), 0));

/** Even in the ball of radius 1. */
function inBall(random: RandomStream): Float64Array {
  const direction = random.normals(new Float64Array(D));
  const scale = random.uniform() ** (1 / D) / Math.hypot(...direction);
  return direction.map((value) => value * scale);
}

const centre = (points: readonly Point[]): number[] =>
  NAMES.map((_, i) => points.reduce((sum, point) => sum + (point[i] as number), 0) / points.length);

function covariance(points: readonly Point[]): number[][] {
  const mean = centre(points);
  const off = (point: Point, i: number): number => (point[i] as number) - (mean[i] as number);
  return NAMES.map((_, i) => NAMES.map((__, j) => points.reduce((sum, point) => sum + off(point, i) * off(point, j), 0) / points.length));
}

/** The lower triangle L with L·Lᵀ = C. */
function cholesky(matrix: readonly Point[]): number[][] {
  const root = NAMES.map(() => new Array<number>(D).fill(0));
  for (let i = 0; i < D; i++)
    for (let j = 0; j <= i; j++) {
      const [above, left] = [root[i] as number[], root[j] as number[]];
      const rest = (matrix[i]?.[j] as number) - above.slice(0, j).reduce((sum, value, k) => sum + value * (left[k] as number), 0);
      above[j] = i === j ? Math.sqrt(Math.max(rest, 1e-300)) : rest / (left[j] as number);
    }
  return root;
}

/** L⁻¹·v of a lower triangle. */
function solved(root: readonly Point[], vector: readonly number[]): number[] {
  const out: number[] = [];
  vector.forEach((value, i) => {
    const row = root[i] as Point;
    out.push((value - out.reduce((sum, known, j) => sum + known * (row[j] as number), 0)) / (row[i] as number));
  });
  return out;
}
