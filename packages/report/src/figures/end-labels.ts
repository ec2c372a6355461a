import type { LossPoint } from '../report-data.ts';
import type { LossFrame, LossLine } from './loss-panel.ts';

/** A number at the end of each line, moved apart where lines end close together; none when there are too many. */
export function endLabels(lines: readonly LossLine[], { height, losses, isLog }: LossFrame) {
  if (lines.length < 2 || lines.length > 16) return [];
  const [rule, inverse] = isLog ? [Math.log, Math.exp] : [Number, Number];
  const [bottom, top] = [rule(losses[0]), rule(losses[1])];
  const pixelOf = (loss: number): number => ((top - rule(loss)) / (top - bottom)) * height;
  const lossAt = (pixel: number): number => inverse(top - (pixel / height) * (top - bottom));
  const ends = lines.map((line) => ({ line, end: (line.heldOut.at(-1) ?? line.training.at(-1)) as LossPoint }));
  const labels = ends
    .map(({ line, end }) => ({ step: end.step, pixel: pixelOf(end.loss), label: line.label, colour: line.colour }))
    .sort((a, b) => a.pixel - b.pixel);
  return spread(
    labels.map(({ pixel }) => pixel),
    12,
    height,
  ).map((pixel, i) => ({ ...(labels[i] as (typeof labels)[number]), loss: lossAt(pixel) }));
}

/** Increasing positions, moved as little as needed to stand `gap` apart and above `end`. */
function spread(positions: readonly number[], gap: number, end: number): number[] {
  const down = positions.reduce<number[]>((placed, p) => [...placed, Math.max(p, (placed.at(-1) ?? -Infinity) + gap)], []);
  return down.reduceRight<number[]>((placed, p) => [Math.min(p, placed.length > 0 ? (placed[0] as number) - gap : end), ...placed], []);
}
