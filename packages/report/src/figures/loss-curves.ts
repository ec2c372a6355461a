import { intervalColour } from '../draw/palette.ts';
import { paddedRange } from '../numbers/range.ts';
import { smooth } from '../numbers/smooth.ts';
import type { RunReport } from '../report-data.ts';
import { isNarrow, type DrawFigure } from './figure.ts';
import { distinctLabels } from './labels.ts';
import { lossPanel, type LossFrame, type LossLine } from './loss-panel.ts';

/** How each network learned. */
export const drawLossCurves: DrawFigure = (runs) => {
  const drawn = runs.map((run) => ({ name: run.name, lines: linesOf(run) })).filter(({ lines }) => lines.length > 0);
  if (drawn.length === 0) return undefined;
  const points = drawn.flatMap(({ lines }) => lines.flatMap(({ training, heldOut }) => [...training, ...heldOut]));
  const losses = points.map(({ loss }) => loss);
  const [low, high] = paddedRange(losses);
  const isLog = low > 0 && high / low > 6;
  const frame: Omit<LossFrame, 'width' | 'height'> = {
    steps: paddedRange(points.map(({ step }) => step)),
    losses: isLog ? [low / 1.1, high * 1.1] : paddedRange(losses, 0.05),
    isLog,
  };

  return {
    name: 'loss-curves',
    title: 'How each network learned',
    caption: `Held-out loss (strong) over smoothed training loss (pale), numbered and coloured by interval${isLog ? ', on a logarithmic axis' : ''}. Levels differ because noise levels differ; look for lines that still fall at the end, and for held-out loss that leaves the training loss behind.`,
    description: `Training and held-out loss against the number of updates for ${drawn.map(({ name, lines }) => `${name}, ${lines.length} networks`).join('; ')}.`,
    spec(width) {
      const columns = isNarrow(width) ? 1 : Math.min(2, drawn.length);
      const panelWidth = (width - 24 * (columns - 1)) / columns - 62;
      const names = distinctLabels(
        drawn.map(({ name }) => name),
        isNarrow(width) ? 36 : 48,
      );
      const panels = drawn.map(({ lines }, i) =>
        lossPanel(names[i] as string, lines, { ...frame, width: panelWidth, height: isNarrow(width) ? 190 : 230 }),
      );
      return { columns, spacing: 24, concat: panels };
    },
  };
};

function linesOf(run: RunReport): LossLine[] {
  const count = Math.max(run.intervals.length, run.curves.length);
  const points = Math.max(12, Math.min(90, Math.floor(4000 / run.curves.length)));
  return run.curves
    .map(({ interval, training, heldOut }) => ({
      colour: intervalColour(interval, count),
      label: String(interval),
      training: smooth(training, points),
      heldOut: smooth(heldOut, points),
    }))
    .filter(({ training, heldOut }) => training.length + heldOut.length > 0);
}
