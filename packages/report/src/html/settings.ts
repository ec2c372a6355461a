import type { ReportInput, RunReport } from '../report-data.ts';
import { html, type Markup } from './markup.ts';

/** The settings of all runs side by side, those that differ in bold; undefined when there are none. */
export function settingsTable(runs: readonly RunReport[]): Markup | undefined {
  const labels = [...new Set(runs.flatMap(({ rows }) => rows.map(({ label }) => label)))];
  if (labels.length === 0) return undefined;
  const value = (run: RunReport, label: string): string => run.rows.find((row) => row.label === label)?.value ?? '–';
  const row = (label: string): Markup => {
    const values = runs.map((run) => value(run, label));
    const differs = new Set(values).size > 1;
    return html`<tr${differs ? html` class="differs"` : undefined}><th scope="row">${label}</th>${values.map((text) => html`<td>${text}</td>`)}</tr>`;
  };
  return html`<div class="card scroll">
    <table class="settings">
      <caption class="hidden">
        Settings of each run; those that differ are bold
      </caption>
      <thead>
        <tr>
          <th scope="col">Setting</th>
          ${runs.map(({ name }) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${labels.map(row)}
      </tbody>
    </table>
  </div>`;
}

/** The complete experiments, folded. */
export function experiments(runs: readonly RunReport[]): readonly Markup[] {
  return runs.map(
    ({ name, experimentJson }) =>
      html`<details class="card">
        <summary>Experiment of ${name}</summary>
        <pre>${experimentJson}</pre>
      </details>`,
  );
}

/** How to get these numbers again. */
export function reproduction({ command, machine, versions }: ReportInput): Markup {
  const entries = [['Machine', machine], ...Object.entries(versions)].filter(([, text]) => text !== '') as [string, string][];
  return html`<div class="stack">
    <pre class="card"><code>${command}</code></pre>
    <dl class="card">
      ${entries.map(
        ([term, text]) =>
          html`<dt>${term}</dt>
            <dd>${text}</dd>`,
      )}
    </dl>
  </div>`;
}
