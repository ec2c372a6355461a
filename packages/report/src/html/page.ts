import type { Figure } from '../figures/figure.ts';
import type { ReportInput } from '../report-data.ts';
import { html, trusted, type Markup } from './markup.ts';
import { caveats } from './caveats.ts';
import { measurementParts } from './parts.ts';
import { experiments, reproduction, settingsTable } from './settings.ts';
import { section, shell } from './shell.ts';
import { summaryTable } from './summary.ts';

/** A figure, drawn for wide and for narrow pages. */
export interface DrawnFigure {
  readonly figure: Figure;
  readonly wide: string;
  readonly narrow: string;
}

/** The whole report as one file. */
export function page(input: ReportInput, figures: readonly DrawnFigure[]): string {
  const { title, runs, notes = [] } = input;
  const datasets = [...new Set(runs.map(({ dataset }) => dataset))].join(', ');
  const settings = settingsTable(runs);
  return shell(
    {
      eyebrow: 'Partita report',
      title,
      lede: `${runs.length === 1 ? '1 run' : `${runs.length} runs`}${datasets === '' ? '' : ` on ${datasets}`}`,
    },
    html`<section aria-label="Summary">
        ${runs.length === 0 ? html`<p>There are no runs to show.</p>` : summaryTable(runs)}
        ${
          notes.length === 0
            ? undefined
            : html`<ul class="notes">
                ${notes.map((note) => html`<li>${note}</li>`)}
              </ul>`
        }
        ${caveats(runs)}
        <div class="stack parts">${measurementParts(runs)}</div>
      </section>
      ${figures.length === 0 ? undefined : section('figures', 'Figures', figures.map(figureCard))}
      ${settings === undefined && runs.length === 0 ? undefined : section('settings', 'Settings', [settings, html`<div class="stack experiments">${experiments(runs)}</div>`])}
      ${section('again', 'Run it again', [reproduction(input)])}`,
  );
}

function figureCard({ figure, wide, narrow }: DrawnFigure): Markup {
  const picture = (className: string, svg: string): Markup =>
    html`<div class="picture ${className}" role="img" aria-label="${figure.description}">${trusted(svg)}</div>`;
  return html`<figure class="card" id="${figure.name}">
    <h3>${figure.title}</h3>
    ${picture('wide', wide)} ${picture('narrow', narrow)}
    <figcaption><p>${figure.caption}</p></figcaption>
  </figure> `;
}
