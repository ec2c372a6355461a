/** Figures and the self-contained HTML report, from plain data. */
export { renderReport, type RenderedFigure, type RenderedReport } from './render-report.ts';
export type {
  DensityPanel,
  IntervalReport,
  LossCurves,
  LossPoint,
  MeasurementPart,
  NamedMeasurement,
  ReportInput,
  RunReport,
  Setting,
} from './report-data.ts';
export { writeReport } from './write-report.ts';
