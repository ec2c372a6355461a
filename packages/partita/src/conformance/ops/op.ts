import type { Tensor } from '@tensorflow/tfjs-core';
import type { Operand } from '../numbers.ts';

/** One op, or a few that belong together, as a pure function. */
export interface Op {
  readonly name: string;
  readonly operands: readonly Operand[];
  readonly apply: (...operands: Tensor[]) => Tensor;
  /** The largest error that passes, relative to the largest number. */
  readonly forward: number;
  /** The same of the gradients in all operands that are not indices; null where there is nothing to derive. */
  readonly backward: number | null;
}

/** Only moves numbers. */
export const EXACT = 0;
/** A few roundings to single precision. */
export const ROUNDED = 5e-7;
/** Sums of many products, in any order. */
export const SUMMED = 5e-6;
/** Transcendental functions, which GPUs may approximate: WGSL promises no more. */
export const APPROXIMATE = 2e-5;

// Rows of the tables read as: name, operands, function, tolerances forward and backward.
export const op = (
  name: string,
  operands: readonly (Operand | readonly number[])[],
  apply: Op['apply'],
  forward: number,
  backward: number | null = forward,
): Op => ({ name, operands: operands.map((each) => ('shape' in each ? each : { shape: each })), apply, forward, backward });

/** Positive numbers. */
export const positive = (shape: readonly number[]): Operand => ({ shape, low: 0.2, high: 3 });
export const indices = (shape: readonly number[], below: number): Operand => ({ shape, low: 0, high: below, isIndex: true });
