import type { LossPoint } from '../report-data.ts';

/** Means over at most `buckets` equal stretches of a curve: a smooth line of few points. Drops what is not finite. */
export function smooth(curve: readonly LossPoint[], buckets = 90): LossPoint[] {
  const points = finitePoints(curve);
  const size = Math.max(1, points.length / buckets);
  const count = Math.ceil(points.length / size);
  return Array.from({ length: count }, (_, i) => {
    const bucket = points.slice(Math.round(i * size), Math.max(Math.round((i + 1) * size), Math.round(i * size) + 1));
    return { step: mean(bucket.map(({ step }) => step)), loss: mean(bucket.map(({ loss }) => loss)) };
  });
}

/** The points of a curve that can be drawn. */
const finitePoints = (curve: readonly LossPoint[]): LossPoint[] =>
  curve.filter(({ step, loss }) => Number.isFinite(step) && Number.isFinite(loss));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
