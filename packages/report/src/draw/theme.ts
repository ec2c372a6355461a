import type { Config } from 'vega-lite';
import { FAINT, INK, MUTED } from './palette.ts';

/** Inter where it is installed, else the reader's own. */
export const FONT = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Quiet axes, no boxes, one typeface. */
export const theme: Config = {
  aria: false,
  font: FONT,
  background: 'transparent',
  padding: 2,
  view: { stroke: null },
  axis: {
    domain: false,
    ticks: false,
    grid: true,
    gridColor: FAINT,
    labelColor: MUTED,
    labelFontSize: 11,
    labelPadding: 6,
    labelLimit: 0,
    titleColor: MUTED,
    titleFontSize: 11,
    titleFontWeight: 400,
    titlePadding: 8,
  },
  title: {
    color: INK,
    fontSize: 12.5,
    fontWeight: 600,
    subtitleColor: MUTED,
    subtitleFontSize: 11,
    subtitlePadding: 4,
    offset: 10,
    anchor: 'start',
    frame: 'group',
    limit: 0,
  },
  text: { fontSize: 11, color: INK },
};
