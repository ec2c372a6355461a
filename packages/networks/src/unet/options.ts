import type { LogSnrRange, TimeInputKind } from '../time-features.ts';
import type { Halving } from './resample.ts';

/** The form of one example: `side` pixels along each axis, of `channels` numbers. A signal is an image of width 1. */
export interface Canvas {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly dimensions: 1 | 2;
}

export interface UNetOptions {
  readonly canvas: Canvas;
  /** Channels where the image has its full size; those of a level are a multiple of it. */
  readonly base: number;
  /** One for each level, from the full size down; each level halves the side. */
  readonly multipliers: readonly number[];
  /** Residual blocks of a level on the way down; one more on the way up. */
  readonly blocks: number;
  /** Sides at which each block is followed by attention, beside the middle. */
  readonly attention: readonly number[];
  /** Whether the middle, at the smallest side, has attention. */
  readonly middleAttention: boolean;
  /** Groups of channels that are normalised together, at most. */
  readonly groups: number;
  /** Part of the channels that each residual block drops in training. @default 0 */
  readonly dropout?: number;
  readonly time: TimeInputKind;
  /** Where its log-SNR lies, for the time input `interval`. */
  readonly logSnr: LogSnrRange;
}

export interface Geometry {
  /** A filter of three places along each axis. */
  readonly kernel: readonly [number, number];
  readonly halving: Halving;
}

export const geometryOf = ({ dimensions }: Canvas): Geometry =>
  dimensions === 1 ? { kernel: [3, 1], halving: [2, 1] } : { kernel: [3, 3], halving: [2, 2] };
