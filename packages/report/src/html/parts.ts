import { measurementNames, measurementTitle } from '../figures/labels.ts';
import { formatUncertain } from '../numbers/format.ts';
import type { NamedMeasurement, RunReport } from '../report-data.ts';
import { html, type Markup } from './markup.ts';

/** What composite measurements are made of, folded: a bound's terms, or one figure per interval. */
export function measurementParts(runs: readonly RunReport[]): readonly Markup[] {
  return measurementNames(runs.map(({ measurements }) => measurements)).flatMap((name) => {
    const tables = runs.flatMap((run) => {
      const measurement = run.measurements.find((each) => each.name === name);
      return measurement?.parts?.length ? [partsTable(run.name, measurement)] : [];
    });
    return tables.length === 0
      ? []
      : [
          html`<details class="card">
            <summary>${measurementTitle(name)}, part by part</summary>
            <div class="scroll">${tables}</div>
          </details>`,
        ];
  });
}

function partsTable(run: string, { parts = [], unit }: NamedMeasurement): Markup {
  return html`<table class="settings">
    <caption>
      ${run}
    </caption>
    <thead>
      <tr>
        <th scope="col">Part</th>
        <th scope="col">${unit === '' ? 'value' : unit}</th>
      </tr>
    </thead>
    <tbody>
      ${parts.map(
        ({ name, value, standardError }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${formatUncertain(value, standardError)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
