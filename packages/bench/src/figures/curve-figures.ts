import { INK, intervalColour, type FigureSpec } from '@partita/report';
import { cellName, groupName } from '../result/cells.ts';
import { columnTitle } from '../result/suite-tables.ts';
import type { Curve, Quantity, Summary, SuiteResult } from '../result/suite-result.ts';
import type { SuiteFigure } from './panel.ts';

/** A figure for each pair of quantities that are curves: one line for each group. */
export function curveFigures(result: SuiteResult): SuiteFigure[] {
  return result.curves.flatMap((curve, i) => {
    const [x, y] = [curve.x, curve.y].map((wanted) => result.quantities.find(({ name }) => name === wanted));
    const points = pointsOf(result, curve);
    if (!x || !y || points.length === 0) return [];
    return [
      {
        name: `curve-${i}`,
        title: `${y.title} against ${x.title}`,
        caption: `Means over seeds with 95 % intervals${curve.scale === 'log' ? ', on logarithmic scales; there, an interval that reaches 0 is cut off' : ''}.`,
        spec: (width: number) => lines(points, { x, y, curve, width }),
      },
    ];
  });
}

interface Point {
  readonly group: string;
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

function pointsOf({ summaries, axes }: SuiteResult, { x, y, scale }: Curve): Point[] {
  const isLog = scale === 'log';
  const at = new Map(summaries.filter(({ quantity }) => quantity === x).map(({ cell, mean }) => [cellName(cell, axes), mean.value]));
  const drawn = summaries.filter(({ quantity, mean }) => quantity === y && Number.isFinite(mean.value) && (!isLog || mean.value > 0));
  return drawn.flatMap(({ cell, mean }: Summary) => {
    const position = at.get(cellName(cell, axes));
    if (position === undefined || (isLog && !(position > 0))) return [];
    const low = isLog ? Math.max(mean.low, mean.value / 3) : mean.low;
    return [{ group: groupName(cell, axes), x: position, y: mean.value, low, high: mean.high }];
  });
}

interface Shape {
  readonly x: Quantity;
  readonly y: Quantity;
  readonly curve: Curve;
  readonly width: number;
}

function lines(points: readonly Point[], { x, y, curve, width }: Shape): FigureSpec {
  const groups = [...new Set(points.map(({ group }) => group))];
  const isLog = curve.scale === 'log';
  const colours = groups.map((_, i) => intervalColour(i, groups.length));
  const scale = isLog ? { type: 'log' as const, nice: false } : { zero: true };
  const across = { field: 'x', type: 'quantitative' as const, title: columnTitle(x), scale, axis: { tickCount: 6 } };
  const up = { field: 'y', type: 'quantitative' as const, title: columnTitle(y), scale };
  const color = {
    field: 'group',
    type: 'nominal' as const,
    sort: groups,
    scale: { domain: groups, range: colours },
    legend: {
      title: null,
      orient: width < 500 ? ('bottom' as const) : ('right' as const),
      columns: 1,
      symbolOpacity: 1,
      labelColor: INK,
      labelLimit: 260,
    },
  };
  return {
    width: width < 500 ? width - 60 : 560,
    height: 320,
    data: { values: [...points] },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 1.2, opacity: 0.55 },
        encoding: { x: across, y: { ...up, field: 'low' }, y2: { field: 'high' }, color },
      },
      { mark: { type: 'line', strokeWidth: 1.8, point: { filled: true, size: 34 } }, encoding: { x: across, y: up, color } },
    ],
  };
}
