import type { RandomStream } from '@partita/core';

/** Shorter than this, what is left of a vector is rounding. */
const NOTHING = 1e-6;

/**
 * Random directions, each uniform on the sphere, `dimension` at a time at right angles to each other: a frame sees every direction
 * of space alike, which leaves less spread than independent draws (Rowland et al., arXiv 1903.03784).
 */
export function orthogonalDirections(count: number, dimension: number, random: RandomStream): Float64Array[] {
  const directions: Float64Array[] = [];
  while (directions.length < count) {
    const frame = directions.slice(directions.length - (directions.length % dimension));
    const vector = random.normals(new Float64Array(dimension));
    for (const other of frame) {
      const along = dot(vector, other);
      other.forEach((value, i) => (vector[i] = (vector[i] as number) - along * value));
    }
    const length = Math.sqrt(dot(vector, vector));
    if (length > NOTHING) directions.push(vector.map((value) => value / length));
  }
  return directions;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
