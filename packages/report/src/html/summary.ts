import { measurementHeading, measurementNames } from '../figures/labels.ts';
import { formatCount, formatSeconds, formatUncertain } from '../numbers/format.ts';
import type { RunReport } from '../report-data.ts';
import { html, type Markup } from './markup.ts';

interface Column {
  readonly heading: string;
  readonly unit?: string;
  cell(run: RunReport): Markup;
}

/** One row per run: what was measured, and what it cost. The roles keep it a table where narrow pages stack its cells. */
export function summaryTable(runs: readonly RunReport[]): Markup {
  const columns: Column[] = [
    ...measurementNames(runs.map(({ measurements }) => measurements)).map((name) => measurementColumn(runs, name)),
    { heading: 'Networks', cell: (run) => html`${formatCount(run.intervals.length)}` },
    { heading: 'Parameters', cell: (run) => html`${formatCount(run.parameters)}` },
    { heading: 'Updates', cell: (run) => html`${formatCount(run.updates)}` },
    { heading: 'Training', unit: 'core-seconds', cell: (run) => html`${formatSeconds(run.trainingSeconds)}` },
  ];
  const row = (run: RunReport): Markup =>
    html`<tr role="row">
      <th scope="row" role="rowheader">${run.name}</th>
      ${columns.map((column) => html`<td role="cell" data-label="${withUnit(column)}"><span>${column.cell(run)}</span></td>`)}
    </tr>`;
  return html`<div class="card scroll">
    <table class="summary" role="table">
      <caption class="hidden">
        One row per run: measurements with standard errors, size and cost
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">Run</th>
          ${columns.map(
            ({ heading, unit }) =>
              html`<th scope="col" role="columnheader">
                ${heading}${unit === undefined ? undefined : html`<span class="unit">${unit}</span>`}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${runs.map(row)}
      </tbody>
    </table>
  </div>`;
}

function measurementColumn(runs: readonly RunReport[], name: string): Column {
  const of = (run: RunReport) => run.measurements.find((measurement) => measurement.name === name);
  const unit = runs.map((run) => of(run)?.unit).find((found) => found !== undefined && found !== '');
  return {
    heading: measurementHeading(name),
    ...(unit === undefined ? {} : { unit }),
    cell(run) {
      const measurement = of(run);
      if (!measurement) return html`–`;
      const [value, error] = formatUncertain(measurement.value, measurement.standardError).split(' ± ');
      return html`${value}${error === undefined ? undefined : html` <span class="error">± ${error}</span>`}`;
    },
  };
}

const withUnit = ({ heading, unit }: Column): string => (unit === undefined ? heading : `${heading}, ${unit}`);
