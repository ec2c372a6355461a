import { INK } from '../draw/palette.ts';

/** A panel with a row for every run. */
export interface RunPanelShape {
  readonly width: number;
  readonly labels: readonly string[];
  /** Only the first panel of a row names the runs. */
  readonly hasLabels: boolean;
  readonly labelWidth: number;
}

/** Pixels for each run. */
export const ROW = 44;

/** The runs from top to bottom. */
export function runAxis({ labels, hasLabels, labelWidth }: RunPanelShape) {
  return {
    field: 'run',
    type: 'ordinal' as const,
    sort: [...labels],
    title: null,
    scale: { domain: [...labels] },
    axis: hasLabels
      ? { grid: false, labelColor: INK, labelFontSize: 12, minExtent: labelWidth, maxExtent: labelWidth }
      : { grid: false, labels: false, minExtent: 0, maxExtent: 0 },
  };
}
