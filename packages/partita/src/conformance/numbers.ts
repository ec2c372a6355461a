import { randomStream } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

/** An operand: its shape, and where its numbers lie. */
export interface Operand {
  readonly shape: readonly number[];
  readonly low?: number;
  readonly high?: number;
  /** Whole numbers in [low, high). */
  readonly isIndex?: boolean;
}

/** Repeatable numbers in [low, high), −2 to 2 if nothing is said. */
export function numbersOf({ shape, low = -2, high = 2, isIndex = false }: Operand, index: number): Float32Array | Int32Array {
  const stream = randomStream(1, 'conformance', index);
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => low + (high - low) * stream.uniform());
  return isIndex ? Int32Array.from(values, Math.floor) : values;
}

/** The largest difference, relative to the largest number expected; infinite where one is not a number, or one is missing. */
export function worstError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Infinity;
  let [worst, scale] = [0, Number.MIN_VALUE];
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [found[i] as number, expected[i] as number];
    if (!Number.isFinite(a) || !Number.isFinite(b)) return Infinity;
    worst = Math.max(worst, Math.abs(a - b));
    scale = Math.max(scale, Math.abs(b));
  }
  return worst / scale;
}

/** Numbers of several tensors, read together. */
export const read = async (tensors: readonly tf.Tensor[]): Promise<ArrayLike<number>[]> =>
  Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
