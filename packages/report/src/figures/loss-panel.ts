import { INK } from '../draw/palette.ts';
import type { LossPoint } from '../report-data.ts';
import { exactly, GROUPED, type Panel } from './figure.ts';
import { endLabels } from './end-labels.ts';

/** One network's curves, thinned. */
export interface LossLine {
  readonly colour: string;
  readonly label: string;
  readonly training: readonly LossPoint[];
  readonly heldOut: readonly LossPoint[];
}

export interface LossFrame {
  readonly width: number;
  readonly height: number;
  readonly steps: readonly [number, number];
  readonly losses: readonly [number, number];
  readonly isLog: boolean;
}

/** The curves of one run. */
export function lossPanel(title: string, lines: readonly LossLine[], frame: LossFrame): Panel {
  const { width, height, steps, losses, isLog } = frame;
  const x = {
    field: 'step',
    type: 'quantitative' as const,
    title: 'updates',
    scale: exactly(steps),
    axis: { tickCount: Math.round(width / 80), grid: false, labelExpr: GROUPED },
  };
  const y = {
    field: 'loss',
    type: 'quantitative' as const,
    title: 'loss',
    scale: isLog ? { domain: [...losses], nice: false, type: 'log' as const } : exactly(losses),
    axis: {
      ...(isLog && roundNumbers(losses).length > 1 ? { values: roundNumbers(losses) } : {}),
      tickCount: 5,
      format: '~g',
      minExtent: 36,
      maxExtent: 36,
    },
  };
  const color = { field: 'colour', type: 'nominal', scale: null } as const;
  const rows = (kind: 'training' | 'heldOut') =>
    lines.flatMap((line, i) =>
      line[kind].map(({ step, loss }) => ({ step: round(step), loss: round(loss), colour: line.colour, line: i })),
    );
  return {
    width,
    height,
    title,
    layer: [
      {
        data: { values: rows('training') },
        mark: { type: 'line', opacity: 0.32, strokeWidth: 1.5, strokeJoin: 'round' },
        encoding: { x, y, color, detail: { field: 'line' } },
      },
      {
        data: { values: rows('heldOut') },
        mark: { type: 'line', strokeWidth: 2, strokeJoin: 'round', strokeCap: 'round' },
        encoding: { x, y, color, detail: { field: 'line' } },
      },
      {
        data: { values: endLabels(lines, frame) },
        mark: { type: 'text', align: 'left', dx: 7, fontWeight: 600, color: INK },
        encoding: { x, y, text: { field: 'label' }, color },
      },
    ],
  };
}

/** 1, 2 and 5 times powers of ten. */
function roundNumbers([low, high]: readonly [number, number]): number[] {
  const powers = Array.from({ length: Math.ceil(Math.log10(high / low)) + 2 }, (_, i) => Math.floor(Math.log10(low)) + i);
  return powers.flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`))).filter((value) => value >= low && value <= high);
}

const round = (value: number): number => Number(value.toPrecision(5));
