import { formatSeconds, formatUncertain } from '../numbers/format.ts';
import { isNarrow, type DrawFigure } from './figure.ts';
import { distinctLabels, measurementNames, measurementTitle } from './labels.ts';
import { measurementPanel } from './measurement-panel.ts';
import type { RunPanelShape } from './run-axis.ts';
import { timePanel } from './time-panel.ts';

/** The runs' measurements with their uncertainty, and what they cost. */
export const drawComparison: DrawFigure = (runs) => {
  const measured = measurementNames(runs.map(({ measurements }) => measurements.filter(({ value }) => Number.isFinite(value))));
  const timed = runs.some(({ trainingSeconds }) => trainingSeconds > 0);
  if (measured.length === 0 && !timed) return undefined;

  return {
    name: 'comparison',
    title: 'How the runs compare',
    caption: `For the likelihood and the gap, further left is better. Bars are 95 % intervals, ±1.96 standard errors; runs whose intervals overlap widely have not been told apart.${timed ? ' Training time is stacked network by network: the longest piece is what remains when every network has a machine of its own.' : ''}`,
    description:
      runs
        .map(
          (run) =>
            `${run.name}: ${[...run.measurements.map((m) => `${measurementTitle(m.name)} ${formatUncertain(m.value, m.standardError)} ${m.unit}`), `training ${formatSeconds(run.trainingSeconds)} core-seconds`].join(', ')}`,
        )
        .join('; ') + '.',
    spec(width) {
      const narrow = isNarrow(width);
      const labels = distinctLabels(
        runs.map(({ name }) => name),
        narrow ? 14 : 22,
      );
      const panels = measured.length + (timed ? 1 : 0);
      const columns = narrow ? 1 : Math.min(3, panels);
      const labelWidth = 6 + 6.2 * Math.max(...labels.map((label) => label.length));
      const shape = (i: number): RunPanelShape => ({
        width: Math.min(420, (width - labelWidth - 8) / columns - (narrow ? 0 : 26)),
        labels,
        hasLabels: i % columns === 0,
        labelWidth,
      });
      const all = [
        ...measured.map((name, i) => measurementPanel(runs, name, shape(i))),
        ...(timed ? [timePanel(runs, shape(panels - 1))] : []),
      ];
      const rows = Array.from({ length: Math.ceil(panels / columns) }, (_, row) => ({
        spacing: 30,
        hconcat: all.slice(row * columns, (row + 1) * columns),
      }));
      return { spacing: 26, vconcat: rows };
    },
  };
};
