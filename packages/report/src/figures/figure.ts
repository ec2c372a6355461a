import type { TopLevelSpec } from 'vega-lite';
import type { RunReport } from '../report-data.ts';

/** A picture: data for Vega-Lite, and the words that go with it. */
export interface Figure {
  /** Names its file. */
  readonly name: string;
  readonly title: string;
  /** What to look for, in a sentence or two. */
  readonly caption: string;
  /** What is seen, for those who do not see it. */
  readonly description: string;
  /** The same content for a page of this width in pixels: panels stand side by side, or below each other when narrow. */
  spec(width: number): TopLevelSpec;
}

/** Draws what the runs have to show; undefined when that is nothing. */
export type DrawFigure = (runs: readonly RunReport[]) => Figure | undefined;

/** One cell of a composed figure. */
export type Panel = Extract<TopLevelSpec, { hconcat: unknown }>['hconcat'][number];

/** Widths at which figures are drawn for wide and for narrow pages. */
export const WIDE = 900;
export const NARROW = 328;

/** A scale with exactly this domain. */
export const exactly = ([low, high]: readonly [number, number]) => ({ domain: [low, high], nice: false, zero: false });

/** Axis labels as 12,000. */
export const GROUPED = "format(datum.value, ',')";

export const isNarrow = (width: number): boolean => width < 500;
