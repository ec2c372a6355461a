import { intervalColour } from '@partita/report';
import { contestantOf, groupBy, groupName } from '../result/cells.ts';
import type { Row } from '../result/row.ts';
import { columnTitle } from '../result/suite-tables.ts';
import type { SuiteResult } from '../result/suite-result.ts';
import { mean } from '../statistics/over-seeds.ts';
import { contestantAxis, grid, ROW, type Panel, type PanelShape, type SuiteFigure } from './panel.ts';

/** More intervals than this cannot be told apart in a bar. */
const MOST_PARTS = 32;

interface Bar {
  readonly contestant: string;
  /** Means over seeds, in order of time. */
  readonly parts: readonly number[];
}

/** What each interval loses of the headline, stacked in order of time; undefined where rows have no parts. */
export function partsFigure({ rows, axes, headline, quantities }: SuiteResult): SuiteFigure | undefined {
  const quantity = quantities.find(({ name }) => name === headline);
  const partsOf = ({ values }: Row): number[] => (values[headline ?? '']?.parts ?? []).map(({ value }) => value);
  const groups = [...groupBy(rows, ({ cell }) => groupName(cell, axes))].map(([group, own]): [string, Bar[]] => {
    const contestants = [...groupBy(own, ({ cell }) => contestantOf(cell, axes))];
    const bars = contestants.map(([contestant, of]) => ({
      contestant,
      parts: partsOf(of[0] as Row).map((_, i) => mean(of.map((row) => partsOf(row)[i] ?? NaN))),
    }));
    return [group, bars.filter(({ parts }) => parts.length > 0 && parts.length <= MOST_PARTS)];
  });
  const drawn = groups.filter(([, bars]) => bars.some(({ parts }) => parts.length > 1));
  if (!quantity || drawn.length === 0) return undefined;
  const labels = drawn.flatMap(([, bars]) => bars.map(({ contestant }) => contestant));
  return {
    name: 'parts',
    title: `${quantity.title}, interval by interval`,
    caption: `What each network loses, stacked in order of time from data (violet) to noise (red); means over seeds.`,
    spec: (width) =>
      grid(
        width,
        labels,
        drawn.map(
          ([group, bars]) =>
            (shape) =>
              panel(group, bars, columnTitle(quantity), shape),
        ),
      ),
  };
}

function panel(title: string, bars: readonly Bar[], unit: string, shape: PanelShape): Panel {
  const values = bars.flatMap(({ contestant, parts }) =>
    parts.map((value, i) => ({
      contestant,
      from: sum(parts.slice(0, i)),
      to: sum(parts.slice(0, i + 1)),
      value,
      colour: intervalColour(i, parts.length),
    })),
  );
  return {
    title,
    width: shape.width,
    height: bars.length * ROW,
    data: { values },
    mark: { type: 'bar', height: 0.62 * ROW, stroke: 'white', strokeWidth: 0.5 },
    encoding: {
      x: { field: 'from', type: 'quantitative', title: unit, axis: { tickCount: 5 } },
      x2: { field: 'to' },
      y: contestantAxis(
        bars.map(({ contestant }) => contestant),
        shape,
      ),
      color: { field: 'colour', type: 'nominal', scale: null, legend: null },
    },
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + Math.max(0, value), 0);
