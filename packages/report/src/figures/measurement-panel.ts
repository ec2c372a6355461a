import { ACCENT, MUTED } from '../draw/palette.ts';
import { formatUncertain } from '../numbers/format.ts';
import { paddedRange } from '../numbers/range.ts';
import type { RunReport } from '../report-data.ts';
import { exactly, type Panel } from './figure.ts';
import { measurementTitle } from './labels.ts';
import { ROW, runAxis, type RunPanelShape } from './run-axis.ts';

const NORMAL_95 = 1.96;

/** One measurement of all runs, with 95 % intervals. */
export function measurementPanel(runs: readonly RunReport[], name: string, shape: RunPanelShape): Panel {
  const values = runs.flatMap(({ measurements }, i) => {
    const m = measurements.find((candidate) => candidate.name === name);
    if (!m || !Number.isFinite(m.value)) return [];
    const half = Number.isFinite(m.standardError) ? NORMAL_95 * m.standardError : 0;
    return [
      {
        run: shape.labels[i],
        value: m.value,
        low: m.value - half,
        high: m.value + half,
        text: formatUncertain(m.value, m.standardError),
        unit: m.unit,
      },
    ];
  });
  const isGap = name === 'entropy-gap';
  const domain = paddedRange([...values.flatMap(({ low, high }) => [low, high]), ...(isGap ? [0] : [])], 0.18);
  const labels = values.map((row) => ({ ...row, value: roomFor(row.text, row.value, domain, shape.width) }));
  const x = {
    field: 'value',
    type: 'quantitative' as const,
    title: values[0]?.unit ?? '',
    scale: exactly(domain),
    axis: { tickCount: Math.round(shape.width / 70) },
  };
  const y = runAxis(shape);
  const text = { type: 'text' as const, dy: -14, color: MUTED, fontSize: 10.5 };
  return {
    width: shape.width,
    height: runs.length * ROW,
    title: measurementTitle(name),
    data: { values },
    layer: [
      ...(isGap
        ? [{ data: { values: [{}] }, mark: { type: 'rule' as const, color: MUTED, strokeDash: [3, 3] }, encoding: { x: { datum: 0 } } }]
        : []),
      {
        mark: { type: 'rule', color: ACCENT, strokeWidth: 2, strokeCap: 'round' },
        encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y },
      },
      { mark: { type: 'point', filled: true, size: 70, color: ACCENT, opacity: 1 }, encoding: { x, y } },
      { data: { values: labels }, mark: { ...text, stroke: 'white', strokeWidth: 4 }, encoding: { x, y, text: { field: 'text' } } },
      { data: { values: labels }, mark: text, encoding: { x, y, text: { field: 'text' } } },
    ],
  };
}

/** Where to centre a text so that it stays within the panel. */
function roomFor(text: string, value: number, [low, high]: readonly [number, number], width: number): number {
  const half = ((text.length * 3.1) / width) * (high - low);
  return Math.max(low + half, Math.min(high - half, value));
}
