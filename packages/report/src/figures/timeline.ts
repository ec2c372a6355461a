import { formatNumber } from '../numbers/format.ts';
import { paddedRange } from '../numbers/range.ts';
import { FAINT, INK, intervalColour, MUTED } from '../draw/palette.ts';
import type { IntervalReport, RunReport } from '../report-data.ts';
import { exactly, isNarrow, type DrawFigure } from './figure.ts';
import { distinctLabels } from './labels.ts';

const ROW = 58;
const BAR = 24;

/** Which network stands where on the time axis. */
export const drawTimeline: DrawFigure = (runs) => {
  const drawn = runs.filter(({ intervals }) => intervals.some(({ logSnr }) => logSnr.some(Number.isFinite)));
  if (drawn.length === 0) return undefined;
  const [low, high] = paddedRange(drawn.flatMap(({ intervals }) => intervals.flatMap(({ logSnr }) => logSnr)));

  return {
    name: 'timeline',
    title: 'Who stands where in time',
    caption:
      'Each segment is one network’s stretch of time, measured in log-SNR; the small numbers are the times t at which one network hands over to the next. These colours return in the loss curves and in the training times.',
    description: `The time axis of ${drawn.map((run) => `${run.name}, ${run.intervals.length} networks`).join('; ')}.`,
    spec(width) {
      const labels = distinctLabels(
        drawn.map(({ name }) => name),
        isNarrow(width) ? 40 : 80,
      );
      const plotWidth = width - 8;
      const pixel = (value: number): number => ((high - clamp(value, low, high)) / (high - low)) * plotWidth;
      const rows = drawn.map((run, row) => rowOf(run, row * ROW, pixel, plotWidth));
      const x = { field: 'x', type: 'quantitative' as const, scale: exactly([0, plotWidth]), axis: null };
      const y = { field: 'y', type: 'quantitative' as const, scale: exactly([drawn.length * ROW, 0]), axis: null };
      return {
        width: plotWidth,
        height: drawn.length * ROW,
        layer: [
          {
            data: { values: rows.flatMap(({ bars }) => bars) },
            mark: { type: 'rect', cornerRadius: 2, stroke: 'white', strokeWidth: rows.some(({ bars }) => bars.length > 48) ? 0.5 : 1.5 },
            encoding: { x, x2: { field: 'x2' }, y, y2: { field: 'y2' }, color: { field: 'colour', type: 'nominal', scale: null } },
          },
          {
            data: { values: rows.flatMap(({ numbers }) => numbers) },
            mark: { type: 'text', color: 'white', fontWeight: 600 },
            encoding: { x, y, text: { field: 'text' } },
          },
          {
            data: { values: rows.flatMap(({ times }) => times) },
            mark: { type: 'text', color: MUTED, fontSize: 10, baseline: 'top' },
            encoding: { x, y, text: { field: 'text' } },
          },
          {
            data: { values: labels.map((text, row) => ({ x: 0, y: row * ROW + 5, text })) },
            mark: { type: 'text', color: INK, align: 'left', fontWeight: 600 },
            encoding: { x, y, text: { field: 'text' } },
          },
          {
            data: { values: [{ snr: low }, { snr: high }] },
            mark: { type: 'point', opacity: 0 },
            encoding: {
              x: {
                field: 'snr',
                type: 'quantitative',
                scale: exactly([high, low]),
                axis: {
                  title: '←\u2002data\u2003\u2003log-SNR\u2003\u2003noise\u2002→',
                  grid: false,
                  tickCount: 7,
                  domain: true,
                  domainColor: FAINT,
                  orient: 'bottom',
                  offset: 8,
                },
              },
            },
          },
        ],
        resolve: { scale: { x: 'independent' } },
      };
    },
  };
};

function rowOf(run: RunReport, top: number, pixel: (logSnr: number) => number, pixelWidth: number) {
  const { intervals } = run;
  const y = top + 14;
  const bars = intervals.map((interval, i) => {
    const begin = beginning(interval, intervals[i - 1]);
    return {
      x: pixel(begin),
      x2: pixel(interval.logSnr[1]),
      y,
      y2: y + BAR,
      colour: intervalColour(i, intervals.length),
      index: interval.index,
    };
  });
  const numbers = bars
    .filter(({ x, x2 }) => x2 - x > 22)
    .map(({ x, x2, index }) => ({ x: (x + x2) / 2, y: y + BAR / 2, text: String(index) }));
  const inner = intervals.slice(0, -1).map((interval) => ({ x: pixel(interval.logSnr[1]), t: interval.end }));
  const times = spaced(inner, 66).map(({ x, t }) => ({
    x: clamp(x, 26, pixelWidth - 26),
    y: y + BAR + 4,
    text: `t = ${formatNumber(t, 2)}`,
  }));
  return { bars, numbers, times };
}

/** A point's network holds from the point before it. */
const beginning = (interval: IntervalReport, previous: IntervalReport | undefined): number =>
  interval.start === interval.end && previous ? previous.logSnr[1] : interval.logSnr[0];

/** As many of the ticks as stand apart. */
function spaced<T extends { readonly x: number }>(ticks: readonly T[], distance: number): T[] {
  return ticks.reduce<T[]>((kept, tick) => (kept.length === 0 || tick.x - (kept.at(-1) as T).x >= distance ? [...kept, tick] : kept), []);
}

const clamp = (value: number, low: number, high: number): number => (Number.isNaN(value) ? low : Math.min(high, Math.max(low, value)));
