import type { Pool } from './pool.ts';
import { sizeOf } from './pool.ts';

const AT_ONCE = 512;

/** Which images a mean is of, by steps. */
export const steps = (count: number, atOnce = AT_ONCE): number[][] =>
  Array.from({ length: Math.ceil(count / atOnce) }, (_, step) =>
    Array.from({ length: Math.min(atOnce, count - step * atOnce) }, (_row, i) => step * atOnce + i),
  );

/** Adds images to the sums of their coordinates. */
export function addImages(sums: Float64Array, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += sums.length)
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (bytes[at + i] as number);
}

/** The mean byte of every coordinate over all images of a pool that is read without decoding. */
export function pixelMean({ shape, count, readNow }: Pool & Required<Pick<Pool, 'readNow'>>): Float64Array {
  const sums = new Float64Array(sizeOf(shape));
  for (const rows of steps(count)) addImages(sums, readNow(rows));
  return sums.map((sum) => sum / count);
}
