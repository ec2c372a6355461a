import { ACCENT } from '@partita/report';
import { contestantOf, groupBy, groupName } from '../result/cells.ts';
import { columnTitle } from '../result/suite-tables.ts';
import type { Summary, SuiteResult } from '../result/suite-result.ts';
import { contestantAxis, grid, ROW, type Panel, type PanelShape, type SuiteFigure } from './panel.ts';

/** Every contestant's mean of the headline with its interval, a panel for each group; undefined where there is nothing to draw. */
export function headlineFigure({ summaries, axes, headline, quantities }: SuiteResult): SuiteFigure | undefined {
  const quantity = quantities.find(({ name }) => name === headline);
  const drawn = summaries.filter((each) => each.quantity === headline && Number.isFinite(each.mean.value));
  if (!quantity || drawn.length === 0) return undefined;
  const groups = [...groupBy(drawn, ({ cell }) => groupName(cell, axes))];
  const labels = [...new Set(drawn.map(({ cell }) => contestantOf(cell, axes)))];
  return {
    name: 'headline',
    title: `${quantity.title}, by ${axes.at(-1) ?? ''}`,
    caption: `Means over seeds with 95 % intervals; ${quantity.better === 'lower' ? 'further left' : 'further right'} is better. Each panel has a scale of its own, logarithmic where the means differ widely; there, an interval that reaches 0 is cut off.`,
    spec: (width) =>
      grid(
        width,
        labels,
        groups.map(
          ([group, own]) =>
            (shape) =>
              panel(group, own, columnTitle(quantity), axes, shape),
        ),
      ),
  };
}

/** A logarithmic scale is taken where the largest mean is so many times the smallest. */
const WIDELY = 8;

function panel(title: string, own: readonly Summary[], unit: string, axes: readonly string[], shape: PanelShape): Panel {
  const means = own.map(({ mean }) => mean.value);
  const least = Math.min(...means);
  const isLog = least > 0 && Math.max(...means) > WIDELY * least;
  const values = own.map(({ cell, mean: { value, low, high } }) => ({
    contestant: contestantOf(cell, axes),
    value,
    low: isLog ? Math.max(low, least / 2) : low,
    high,
  }));
  const scale = isLog ? { type: 'log' as const, nice: false, domainMin: least / 2 } : { zero: false };
  const x = { field: 'value', type: 'quantitative' as const, title: unit, scale, axis: { tickCount: 5 } };
  const y = contestantAxis(
    own.map(({ cell }) => contestantOf(cell, axes)),
    shape,
  );
  return {
    title,
    width: shape.width,
    height: own.length * ROW,
    data: { values },
    layer: [
      {
        mark: { type: 'rule', color: ACCENT, strokeWidth: 2, strokeCap: 'round' },
        encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y },
      },
      { mark: { type: 'point', filled: true, size: 55, color: ACCENT, opacity: 1 }, encoding: { x, y } },
    ],
  };
}
