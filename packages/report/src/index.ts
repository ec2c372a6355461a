/** Figures and the self-contained HTML report, from plain data; and what other pages of the house are made with. */
export { ACCENT, INK, intervalColour, MUTED } from './draw/palette.ts';
export { renderSvg } from './draw/svg.ts';
export { html, trusted, type Markup } from './html/markup.ts';
export { section, shell, type PageHead } from './html/shell.ts';
export { renderReport, type RenderedFigure, type RenderedReport } from './render-report.ts';
export type {
  DensityPanel,
  Filmstrip,
  ImageReport,
  IntervalReport,
  LossCurves,
  LossPoint,
  MeasurementPart,
  NamedMeasurement,
  Neighbours,
  PictureShape,
  ReportInput,
  RunReport,
  Setting,
} from './report-data.ts';
export type { TopLevelSpec as FigureSpec } from 'vega-lite';
export { writeReport } from './write-report.ts';
