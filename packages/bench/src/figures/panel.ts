import { INK, type FigureSpec } from '@partita/report';

/** One cell of a composed figure. */
export type Panel = Extract<FigureSpec, { hconcat: unknown }>['hconcat'][number];

/** A figure for a page of this width in pixels. */
export interface SuiteFigure {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  spec(width: number): FigureSpec;
}

/** Widths at which figures are drawn for wide and for narrow pages. */
export const WIDE = 900;
export const NARROW = 328;

/** Pixels for each contestant. */
export const ROW = 22;

const CHARACTER = 6.4;

export interface PanelShape {
  readonly width: number;
  readonly labelWidth: number;
}

/** Panels of one shape, as many beside each other as a page holds. */
export function grid(width: number, labels: readonly string[], panels: readonly ((shape: PanelShape) => Panel)[]): FigureSpec {
  const columns = width < 500 ? 1 : Math.min(2, panels.length);
  const labelWidth = 8 + CHARACTER * Math.max(...labels.map((label) => label.length));
  const shape = { width: Math.min(560, width / columns - labelWidth - 34), labelWidth };
  const rows = Array.from({ length: Math.ceil(panels.length / columns) }, (_, row) => ({
    spacing: 26,
    hconcat: panels.slice(row * columns, (row + 1) * columns).map((panel) => panel(shape)),
  }));
  return { spacing: 30, vconcat: rows };
}

/** Contestants from top to bottom. */
export const contestantAxis = (labels: readonly string[], { labelWidth }: PanelShape) => ({
  field: 'contestant',
  type: 'ordinal' as const,
  sort: [...labels],
  title: null,
  axis: { grid: false, labelColor: INK, labelFontSize: 11.5, minExtent: labelWidth, maxExtent: labelWidth },
});
