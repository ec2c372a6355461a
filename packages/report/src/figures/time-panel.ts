import { ACCENT, intervalColour, MUTED } from '../draw/palette.ts';
import { formatSeconds } from '../numbers/format.ts';
import type { RunReport } from '../report-data.ts';
import { exactly, GROUPED, type Panel } from './figure.ts';
import { ROW, runAxis, type RunPanelShape } from './run-axis.ts';

/** What training cost, network by network. */
export function timePanel(runs: readonly RunReport[], shape: RunPanelShape): Panel {
  const pieces = runs.flatMap((run, i) => {
    let from = 0;
    return piecesOf(run).map(({ seconds, colour }) => {
      const piece = { run: shape.labels[i], from, to: from + seconds, colour };
      from = piece.to;
      return piece;
    });
  });
  const totals = runs.map((run, i) => ({ run: shape.labels[i], from: 0, text: timeText(run) }));
  const top = Math.max(...pieces.map(({ to }) => to), 1e-9);
  const x = {
    field: 'from',
    type: 'quantitative' as const,
    title: 'core-seconds',
    scale: exactly([0, top]),
    axis: { grid: false, tickCount: Math.round(shape.width / 70), labelExpr: GROUPED },
  };
  const y = runAxis(shape);
  return {
    width: shape.width,
    height: runs.length * ROW,
    title: 'Training time',
    layer: [
      {
        data: { values: pieces },
        mark: { type: 'bar', height: 12, stroke: 'white', strokeWidth: pieces.length > 60 ? 0 : 1, yOffset: 3 },
        encoding: { x, x2: { field: 'to' }, y, color: { field: 'colour', type: 'nominal', scale: null } },
      },
      {
        data: { values: totals },
        mark: { type: 'text', dy: -12, align: 'left', color: MUTED, fontSize: 10.5 },
        encoding: { x, y, text: { field: 'text' } },
      },
    ],
  };
}

/** One piece per network where its time is known, otherwise one for all. */
function piecesOf({ curves, intervals, trainingSeconds }: RunReport): { readonly seconds: number; readonly colour: string }[] {
  const known = curves.flatMap(({ interval, seconds }) =>
    seconds !== undefined && seconds > 0 ? [{ seconds, colour: intervalColour(interval, Math.max(intervals.length, curves.length)) }] : [],
  );
  if (known.length > 0) return known;
  return trainingSeconds > 0 ? [{ seconds: trainingSeconds, colour: ACCENT }] : [];
}

function timeText(run: RunReport): string {
  const pieces = piecesOf(run).map(({ seconds }) => seconds);
  const total = `${formatSeconds(run.trainingSeconds)} s`;
  return pieces.length > 1 ? `${total}, longest ${formatSeconds(Math.max(...pieces))} s` : total;
}
