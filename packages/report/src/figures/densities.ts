import { heatMap } from '../draw/heat-map.ts';
import { formatNumber } from '../numbers/format.ts';
import { quantile } from '../numbers/range.ts';
import type { DensityPanel, RunReport } from '../report-data.ts';
import { densityPanel, scalePanel, type Picture } from './density-panel.ts';
import { isNarrow, type DrawFigure, type Panel } from './figure.ts';
import { distinctLabels } from './labels.ts';

interface Cell {
  readonly panel: DensityPanel;
  readonly values: ArrayLike<number>;
}

/** One model, or the truth, over time. */
interface Strip {
  readonly label: string;
  readonly cells: ReadonlyMap<number, Cell>;
}

/** The model's density beside the exact one, over time. */
export const drawDensities: DrawFigure = (runs) => {
  const drawn = runs.filter(({ densities }) => densities.length > 0);
  if (drawn.length === 0) return undefined;
  const strips = stripsOf(drawn);
  const times = [...new Set(drawn.flatMap(({ densities }) => densities.map(({ t }) => t)))].sort((a, b) => a - b);
  const tops = new Map(times.map((t) => [t, topOf(strips, t)]));
  const pictures = strips.map(({ cells }) => times.map((t) => pictureOf(cells.get(t), tops.get(t) as number)));

  return {
    name: 'densities',
    title: 'The density over time',
    caption:
      'The learned density, from the data (small t) towards noise. All panels of one time share one colour scale, which follows √p: look for mass where the exact density has none, and for peaks that are too blunt.',
    description: `Heat maps of ${strips.map(({ label }) => label).join(', ')} at t = ${times.map((t) => formatNumber(t, 3)).join(', ')}.`,
    spec(width) {
      // On a narrow page, the fewer panels stand side by side.
      const isTurned = isNarrow(width) ? strips.length <= times.length : times.length === 1;
      const size = Math.max(48, Math.min(274, (width - 40) / (isTurned ? strips.length : times.length) - 12));
      const names = distinctLabels(
        strips.map(({ label }) => label),
        Math.floor(size / 6),
      );
      const moments = times.map((t) => `t = ${formatNumber(t, 3)}`);
      const [rows, columns] = isTurned ? [moments, names] : [names, moments];
      const panel = (row: number, column: number): Panel =>
        densityPanel({
          picture: isTurned ? pictures[column]?.[row] : pictures[row]?.[column],
          size,
          ...(row === 0 ? { above: columns[column] as string } : {}),
          ...(column === 0 ? { beside: rows[row] as string } : {}),
          isLast: row === rows.length - 1,
        });
      const grid = rows.flatMap((_, row) => columns.map((__, column) => panel(row, column)));
      return {
        spacing: 14,
        vconcat: [{ columns: columns.length, spacing: 12, bounds: 'flush', concat: grid }, scalePanel(Math.min(160, size))],
      };
    },
  };
};

/** The exact densities of each data set, followed by the runs on it. */
function stripsOf(runs: readonly RunReport[]): Strip[] {
  const datasets = [...new Set(runs.map(({ dataset }) => dataset))];
  return datasets.flatMap((dataset) => {
    const ours = runs.filter((run) => run.dataset === dataset);
    const exact = ours.flatMap(({ densities }) => densities.flatMap((panel) => (panel.exact ? [{ panel, values: panel.exact }] : [])));
    const truth = { label: datasets.length > 1 ? `exact, ${dataset}` : 'exact', cells: byTime(exact) };
    const models = ours.map(({ name, densities }) => ({
      label: name,
      cells: byTime(densities.map((panel) => ({ panel, values: panel.model }))),
    }));
    return exact.length > 0 ? [truth, ...models] : models;
  });
}

const byTime = (cells: readonly Cell[]): ReadonlyMap<number, Cell> => new Map(cells.map((cell) => [cell.panel.t, cell]));

/** Where the colours of one time end: a few stray cells may lie above. */
function topOf(strips: readonly Strip[], t: number): number {
  const tops = strips.map(({ cells }) => quantile(cells.get(t)?.values ?? [], 0.9995) ?? 0);
  return Math.max(...tops, Number.MIN_VALUE);
}

const pictureOf = (cell: Cell | undefined, top: number): Picture | undefined =>
  cell && cell.panel.side > 0 ? { url: heatMap(cell.values, cell.panel.side, top), extent: cell.panel.extent } : undefined;
